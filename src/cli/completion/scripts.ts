/** The shells that can be told how to complete. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * What a shell is to run once: it asks `mcp-accept complete` for each completion, so that it always knows what this
 * version knows. A line is a value, or a value, a tab and what it is; `:files` alone means that paths fit too.
 */
export const SCRIPTS: Record<Shell, string> = {
  // bash splits words at `:` and `=` and replaces the last piece alone, so the pieces before it are taken off.
  bash: `_mcp_accept() {
  local line=\${COMP_LINE:0:COMP_POINT} found value cur prefix
  local -a words
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  cur=\${words[\${#words[@]}-1]}
  prefix=\${cur%"\${cur##*[:=]}"}
  COMPREPLY=()
  while IFS= read -r found; do
    value=\${found%%$'\\t'*}
    if [[ $value == ':files' ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$cur")
    elif [[ -n $value ]]; then
      value=$(printf '%q' "$value")
      COMPREPLY+=("\${value#"$prefix"}")
    fi
  done < <("\${words[0]}" complete -- "\${words[@]:1}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _mcp_accept mcp-accept
`,
  zsh: `#compdef mcp-accept
_mcp_accept() {
  local found value
  local -a lines described
  lines=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for found in "\${lines[@]}"; do
    value=\${found%%$'\\t'*}
    if [[ $value == ':files' ]]; then
      _files
    elif [[ -n $value ]]; then
      described+=("\${value//:/\\\\:}:\${\${found#"$value"}#$'\\t'}")
    fi
  done
  (( \${#described} == 0 )) || _describe mcp-accept described
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _mcp_accept mcp-accept
`,
  fish: `function __mcp_accept_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    for found in ($words[1] complete -- $words[2..-1] "$typed" 2>/dev/null)
        if test "$found" = ':files'
            __fish_complete_path "$typed"
        else
            echo $found
        end
    end
end
complete -c mcp-accept -f -a '(__mcp_accept_complete)'
`,
  // Windows PowerShell does not hand an empty word on: --next says that a new one begins.
  powershell: `Register-ArgumentCompleter -Native -CommandName mcp-accept -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { $_.Extent.Text.Trim([char]34, [char]39) })
    $next = @(if ($wordToComplete -eq '') { '--next' })
    & mcp-accept complete @next '--' @words 2>$null | ForEach-Object {
        $value, $about = $_ -split [char]9, 2
        if ($value -ne ':files') {
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
        }
    }
}
`,
};
