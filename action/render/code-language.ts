/**
 * Languages that GitHub only colours. A list of the allowed, because others it draws (mermaid, geojson, stl, math), offers as
 * a change to apply (suggestion), or may learn to draw tomorrow.
 */
const coloured = new Set(
  `asm astro awk bash bat batch c c# c++ cc clojure cmake cmd console cpp cs csharp css csv cxx dart diff dockerfile dotenv
   elixir elm erlang ex f# fish fortran fs fsharp go go.mod golang gradle graphql groovy h haskell hcl hpp hs html http ini
   java javascript jinja jl js json json5 jsonc jsonl jsx julia kotlin kt latex less lisp log lua make makefile markdown md
   mdx nginx nim nix objc objective-c ocaml patch perl php plaintext plsql powershell proto protobuf ps1 py python r rb
   regex rs rst ruby rust sass scala scss sh shell shell-session sol solidity sql svelte swift terraform tex text tf toml ts
   tsx txt typescript vb vim vue wat xml yaml yml zig zsh`.split(/\s+/),
);

/** The name GitHub may colour a block of code by; what is not known is plain text. */
export function codeLanguage(info: string): string {
  return info === '' || coloured.has(info.toLowerCase()) ? info : 'text';
}
