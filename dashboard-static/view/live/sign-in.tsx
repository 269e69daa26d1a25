import '../../style/live.css';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Live } from '../../load/live/live.ts';
import { LoadError } from '../../load/source.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly live: Live;
  readonly error: LoadError;
}

/** Asks who the reader is: by GitHub where that is set up, or by a token; or for which of their organizations they came. */
export function SignIn({ live, error }: Props): VNode {
  const me = live.me.value;
  if (me.kind === 'there' && me.value.organizations.length > 1 && error.fault === 'no organization')
    return <ChooseOrganization live={live} organizations={me.value.organizations} />;
  return (
    <div class="sign-in">
      <h1>{error.fault === 'signed out' ? 'Sign in' : 'This history is not yours to see'}</h1>
      {error.fault === 'signed out' ? null : <p role="alert">{visibleText(error.message)}</p>}
      <ByGitHub live={live} />
      <ByToken live={live} />
    </div>
  );
}

function ByGitHub({ live }: { readonly live: Live }): VNode | null {
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => {
    live.api
      .fetch('/', { headers: { accept: 'application/json' } })
      .then(async (answer) => (await answer.json()) as { readonly login: string | null })
      .then(
        ({ login }) => setPath(login),
        () => setPath(null),
      );
  }, []);
  if (path === null) return null;
  return (
    <p>
      <a
        class="button sign-in-github"
        href={`${path}?return_to=${encodeURIComponent(`/${window.location.hash}`)}`}
      >
        Sign in with GitHub
      </a>
    </p>
  );
}

function ByToken({ live }: { readonly live: Live }): VNode {
  const [token, setToken] = useState('');
  const action = useAction();
  const enter = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const entered = token.trim();
      if (!/^co_[\x21-\x7e]+$/.test(entered))
        throw new LoadError('signed out', 'That is no token: one begins with co_ and has no blanks.');
      await live.signIn(entered);
      return '';
    });
  };
  return (
    <form onSubmit={enter}>
      <label for="token">API token</label>
      <input
        id="token"
        type="password"
        autocomplete="off"
        placeholder="co_…"
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
        required
      />
      <button type="submit" disabled={action.isBusy}>
        Use this token
      </button>
      <p class="muted">
        The coordinator printed one when it was started for the first time; <code>token make</code> makes
        others. It is kept until this tab is closed.
      </p>
      <Said action={action} />
    </form>
  );
}

function ChooseOrganization({
  live,
  organizations,
}: {
  readonly live: Live;
  readonly organizations: readonly { readonly id: number; readonly login: string }[];
}): VNode {
  return (
    <div class="sign-in">
      <h1>Which organization?</h1>
      <ul>
        {organizations.map(({ id, login }) => (
          <li key={id}>
            <button type="button" onClick={() => live.access.set({ organization: String(id) })}>
              {visibleText(login)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
