export const id = 949;
export const ids = [949];
export const modules = {

/***/ 48949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  installClaude: () => (/* binding */ installClaude)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/action/claude-install/cli-missing-error.js
var cli_missing_error = __webpack_require__(28048);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/typebox/build/index.mjs + 1 modules
var build = __webpack_require__(35007);
// EXTERNAL MODULE: ./node_modules/typebox/build/value/index.mjs + 297 modules
var value = __webpack_require__(72668);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/action/claude-install/retry.js

/** A failure that asking again may cure: the network, a server's 5xx, a limit. */
class TransientError extends Error {
    name = 'TransientError';
}
/** Runs `attempt` once, then once more after each delay for as long as it ends in a TransientError. */
async function retrying(attempt, options) {
    for (const delayMs of options.delaysMs) {
        try {
            return await attempt();
        }
        catch (error) {
            if (!(error instanceof TransientError))
                throw error;
            await (0,external_node_timers_promises_.setTimeout)(delayMs, undefined, { signal: options.signal });
        }
    }
    return attempt();
}

;// CONCATENATED MODULE: ./build/action/claude-install/registry.js




/** What we use of a registry's answer to `GET <registry>/<package>/<version>`. */
const Manifest = build/* Type.Object */.ZUJ.Object({
    dist: build/* Type.Object */.ZUJ.Object({
        tarball: build/* Type.String */.ZUJ.String(),
        integrity: build/* Type.Optional */.ZUJ.Optional(build/* Type.String */.ZUJ.String()),
    }),
});
/** An npm registry's address, with a slash at its end. Throws CliMissingError, which never repeats the address. */
function registryUrl(text) {
    const url = URL.parse(text.endsWith('/') ? text : `${text}/`);
    if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
        return url;
    throw new cli_missing_error/* CliMissingError */.z('The address of the npm registry is not http(s), or has a user name or password in it', 'Correct the registry address, or set `claude-path` to a Claude Code that is already installed');
}
/** Where a package's tarball is and what its hash is, as the registry says. */
async function publishedDist(registry, name, version, signal) {
    const response = await request(new URL(`${name.replace('/', '%2f')}/${version}`, registry), registry, signal);
    if (response.status === 404)
        throw new cli_missing_error/* CliMissingError */.z(`${registry.host} has no ${name} ${version}`, 'Set `claude-version` to a published version of @anthropic-ai/claude-code, or leave it out');
    const manifest = await bodyOf(response);
    if (value/* Value.Check */.WT.Check(Manifest, manifest))
        return manifest.dist;
    throw new cli_missing_error/* CliMissingError */.z(`${registry.host} answered something else than a package's description`, cli_missing_error/* installYourself */.Jk);
}
/**
 * A GET of an address of the registry. A failure that may pass is a TransientError; 404 is left to the caller; other
 * refusals are a CliMissingError.
 */
async function request(url, registry, signal) {
    if (!isTrusted(url, registry))
        throw untrusted(url, registry);
    // `identity`: a tarball that a server compresses again would be unpacked on the way, and no longer match its hash.
    const headers = { 'accept-encoding': 'identity' };
    const response = await fetch(url, { headers, signal }).catch((error) => {
        throw asTransient(error, url.host);
    });
    if (isTrusted(new URL(response.url), registry) && (response.ok || response.status === 404))
        return response;
    await response.body?.cancel();
    if (!isTrusted(new URL(response.url), registry))
        throw untrusted(new URL(response.url), registry);
    if (response.status >= 500 || response.status === 429 || response.status === 408)
        throw new TransientError(`${url.host} answered ${response.status}`);
    throw new cli_missing_error/* CliMissingError */.z(`${url.host} refused the download of Claude Code (${response.status})`, cli_missing_error/* installYourself */.Jk);
}
/** `fetch` and its bodies reject with a TypeError for whatever goes wrong on the network; a cancelling is passed through. */
function asTransient(error, host) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
        return new TransientError(`${host} did not answer in time`, { cause: error });
    if (!(error instanceof TypeError))
        return error;
    const { code = error.message } = (error.cause ?? {});
    return new TransientError(`${host} could not be reached, or broke off (${code})`, { cause: error });
}
async function bodyOf(response) {
    try {
        return await response.json();
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return null;
        throw asTransient(error, new URL(response.url).host);
    }
}
/** Registries keep tarballs on other hosts, but no one may lead us from https to plain http, nor to another plain host. */
function isTrusted(url, registry) {
    return url.protocol === 'https:' || url.origin === registry.origin;
}
function untrusted(url, registry) {
    return new cli_missing_error/* CliMissingError */.z(`${registry.host} sends us to ${url.protocol}//${url.host}, which is neither itself nor https`, cli_missing_error/* installYourself */.Jk);
}

;// CONCATENATED MODULE: ./build/action/claude-install/download.js






/** The tarball has 174 MB; this only keeps a broken or hostile server from filling the disk. */
const maxBytes = 1024 ** 3;
/** Streams a file to disk, hashing on the way. On any failure the file is not to be used. */
async function downloadVerified(options) {
    const { url, registry, file, sha512, idleTimeoutMs = 30_000 } = options;
    const idle = new AbortController();
    const silent = () => idle.abort(new TransientError(`${url.host} sent nothing for ${idleTimeoutMs / 1000} s`));
    const timer = setTimeout(silent, idleTimeoutMs);
    const hash = (0,external_node_crypto_.createHash)('sha512');
    let bytes = 0;
    async function* watched(chunks) {
        for await (const chunk of chunks) {
            timer.refresh();
            hash.update(chunk);
            bytes += chunk.length;
            if (bytes > maxBytes)
                throw mismatch(url, 'is larger than any Claude Code');
            yield chunk;
        }
    }
    try {
        const signal = AbortSignal.any([options.signal, idle.signal]);
        const response = await request(url, registry, signal);
        if (response.status === 404 || response.body === null)
            throw mismatch(url, 'is not there');
        await (0,external_node_stream_promises_.pipeline)(response.body, watched, (0,external_node_fs_.createWriteStream)(file));
    }
    catch (error) {
        throw idle.signal.aborted ? idle.signal.reason : asTransient(error, url.host);
    }
    finally {
        clearTimeout(timer);
    }
    if (hash.digest('base64') !== sha512)
        throw mismatch(url, 'does not have the sha512 it must have; it was not unpacked');
}
function mismatch(url, what) {
    return new cli_missing_error/* CliMissingError */.z(`${url.origin}${url.pathname} ${what}`, cli_missing_error/* installYourself */.Jk);
}

;// CONCATENATED MODULE: ./build/action/claude-install/integrity.js
/** The sha512 of a Subresource Integrity string as npm registries give it, in base64; null where there is none. */
function sha512Of(integrity) {
    return /(?:^|\s)sha512-([A-Za-z0-9+/]{86}==)(?=$|[\s?])/.exec(integrity ?? '')?.[1] ?? null;
}

// EXTERNAL MODULE: ./build/action/claude-install/pinned-version.js
var pinned_version = __webpack_require__(67757);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
;// CONCATENATED MODULE: ./build/action/claude-install/unpack-binary.js





/** Takes one regular file out of an npm tarball and makes it executable. Everything else in it is read over. */
async function unpackBinary(options) {
    const { tarball, entry, target, signal } = options;
    const unpacked = (0,tar_stream.extract)();
    const source = (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(tarball), (0,external_node_zlib_.createGunzip)(), unpacked, { signal });
    const take = async () => {
        let found = false;
        for await (const file of unpacked) {
            if (file.header.name === entry && file.header.type === 'file') {
                await (0,external_node_stream_promises_.pipeline)(file, (0,external_node_fs_.createWriteStream)(target, { flags: 'wx', mode: 0o755 }));
                found = true;
            }
            else
                file.resume();
        }
        return found;
    };
    // Both have let go of their files before anyone cleans up.
    const [read, taken] = await Promise.allSettled([source, take()]);
    signal.throwIfAborted();
    if (taken.status === 'rejected')
        throw taken.reason;
    if (read.status === 'rejected')
        throw read.reason;
    if (!taken.value)
        throw new cli_missing_error/* CliMissingError */.z(`The npm package has no file ${entry}`, cli_missing_error/* installYourself */.Jk);
}

;// CONCATENATED MODULE: ./build/action/claude-install/install-claude.js










/**
 * Brings one version from the registry to the first target that can be written, and answers which. Its hash is checked before it is
 * unpacked, and what was unpacked is verified before it takes its place, by a rename: jobs that install at the same time
 * each put a whole file there, and one that is being run is never written to.
 */
async function installClaude(options) {
    const { version, tempDir, signal } = options;
    const registry = registryUrl(options.registry);
    const scratch = await (0,promises_.mkdtemp)((0,external_node_path_.join)(tempDir, 'claude-install-'));
    try {
        const tarball = (0,external_node_path_.join)(scratch, 'package.tgz');
        options.log(`Installing Claude Code ${version} from ${registry.host}`);
        await fetchTarball(registry, tarball, options);
        return await place(tarball, options);
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof cli_missing_error/* CliMissingError */.z)
            throw error;
        throw explained(error, registry, version);
    }
    finally {
        await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
async function fetchTarball(registry, file, options) {
    const { platformPackage: wanted, version, signal } = options;
    const again = { delaysMs: options.retryDelaysMs, signal };
    const dist = await retrying(() => publishedDist(registry, wanted.name, version, AbortSignal.any([signal, AbortSignal.timeout(30_000)])), again);
    const url = URL.parse(dist.tarball);
    const sha512 = expectedSha512(dist, wanted.key, version);
    if (url === null || sha512 === null)
        throw new cli_missing_error/* CliMissingError */.z(`${registry.host} gives no ${url === null ? 'address' : 'sha512'} for ${wanted.name} ${version}; nothing is installed unchecked`, `Set \`claude-version\` to ${pinned_version/* PINNED_VERSION */._}, whose hash the action knows, ${cli_missing_error/* orInstallYourself */.q$}`);
    await retrying(() => downloadVerified({ url, registry, file, sha512, signal }), again);
}
/** The registry is believed only about versions we do not know ourselves. */
function expectedSha512(dist, key, version) {
    return sha512Of(version === pinned_version/* PINNED_VERSION */._ ? pinned_version/* pinnedIntegrity */.c[key] : dist.integrity);
}
async function place(tarball, options) {
    const { platformPackage: wanted, version, signal } = options;
    const target = await firstWritable(options);
    // Beside its target: a rename is atomic only within one file system.
    const staged = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_crypto_.randomUUID)()}-${wanted.binary}`);
    try {
        await unpackBinary({ tarball, entry: `package/${wanted.binary}`, target: staged, signal });
        const verification = await options.verify(staged);
        if (verification.kind === 'unusable')
            throw new cli_missing_error/* CliMissingError */.z(`The installed ${wanted.name} ${version} ${verification.why}`, version === pinned_version/* PINNED_VERSION */._
                ? cli_missing_error/* installYourself */.Jk
                : `Set \`claude-version\` to ${pinned_version/* PINNED_VERSION */._}, ${cli_missing_error/* orInstallYourself */.q$}`);
        await putInPlace(staged, target, options);
        return target;
    }
    finally {
        await (0,promises_.rm)(staged, { force: true });
    }
}
async function firstWritable({ targets, log }) {
    let failure;
    for (const target of targets) {
        const directory = (0,external_node_path_.dirname)(target);
        try {
            await (0,promises_.mkdir)(directory, { recursive: true });
            await (0,promises_.rm)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(directory, '.probe-')), { recursive: true });
            return target;
        }
        catch (error) {
            failure = error;
            log(`Cannot write to ${directory}: ${error.code}`);
        }
    }
    throw failure;
}
/** Windows does not replace a program that is running: then another job's, if it is usable, is as good as ours. */
async function putInPlace(staged, target, options) {
    try {
        await (0,promises_.rename)(staged, target);
    }
    catch (error) {
        if ((await options.verify(target)).kind === 'unusable')
            throw error;
    }
}
function explained(error, registry, version) {
    if (error instanceof TransientError)
        return new cli_missing_error/* CliMissingError */.z(`Claude Code ${version} could not be downloaded: ${error.message}`, `Let the runner reach ${registry.host} (behind a proxy, set NODE_USE_ENV_PROXY to 1 in the job's env), ${cli_missing_error/* orInstallYourself */.q$}`, { cause: error });
    const message = error instanceof Error ? error.message : String(error);
    return new cli_missing_error/* CliMissingError */.z(`Claude Code ${version} could not be installed: ${message}`, `See that the runner's temporary and tool folders can be written and have 1 GB free, ${cli_missing_error/* orInstallYourself */.q$}`, { cause: error });
}


/***/ })

};
