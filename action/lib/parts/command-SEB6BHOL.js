import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as g}from"./chunk-5H4ZFJVX.js";import{a as x}from"./chunk-SBUW3J6C.js";import{H as A,a as O,c as _,d as S,h as R,ha as V,ma as I,y as E}from"./chunk-Y2A27VET.js";import{L as M,a as h,e as p}from"./chunk-IA6N2DIP.js";import"./chunk-TSXDPLHJ.js";import{join as D}from"node:path";function C(e){return/file|dir|before|after|recording|bundle/i.test(e)}var k=async(e,{words:o,command:t})=>{switch(e){case"client":return K();case"server":return U(o,t);case"demo":case"serve persona":return(await I(D(O,"fixtures","servers"))).map(({name:n,title:i})=>`${n}	${i}`);case"rules id":return[...await w(),...await T()];case"ignore":return t==="lint"?T():w();case"severity":return(await w()).map(n=>n.replace(/\t|$/,"=$&"));case"explain what":return[...Object.entries({...g.statuses,...g.codes}).map(([n,{title:i}])=>`${n}	${i}`),...(await R()).map(({file:n})=>`${n.id}	${n.layer}`)];case"report":return B(t)?M(t).map(n=>`${n}:`):[];default:return[]}};async function K(){let[e,o]=await Promise.all([A(),E()]),t=new Map([...o.map(({client:i,title:a})=>[i,a]),...e.map(({id:i,title:a})=>[i,a])]),n=o.map(({id:i,title:a})=>`${i}	${a}`);return[...[...t].map(([i,a])=>`${i}	${a}`).sort(),...n]}async function U(e,o){let t=e.indexOf("--config"),n=e.find(r=>r.startsWith("--config="))?.slice(9),i=o==="fix"?e.find((r,m)=>m>0&&!r.startsWith("-")):void 0,a=n??(t<0?i:e[t+1]),s={cwd:process.cwd(),env:{},client:void 0,say:async()=>{}};return(await V(a,s).catch(()=>null))?.file.entries.map(({name:r})=>r)??[]}async function w(){return(await _()).map(({rule:e})=>`${e.id}	${e.title}`)}async function T(){return(await S()).map(({rule:e})=>`${e.id}	${e.title}`)}function B(e){return["probe","clients","lint","fix","diff"].includes(e)}async function N(e,o,t){let n=o.at(-1)??"",i=o.slice(0,-1),{command:a,options:s,places:l}=G(e,i),r=a===e?[...e.options,...ee(e)?.options??[]]:a.options,m={words:i,command:a.name()},y=X(r,i);if(y!==null)return j(y,n,"",m,t);let[,f,b]=/^(--[\w-]+)=(.*)$/s.exec(n)??[];if(f!==void 0&&b!==void 0){let c=r.find(({long:$})=>$===f);return c===void 0?L:j(c,b,`${f}=`,m,t)}if(n.startsWith("-")){let $=[...r.filter(d=>!d.hidden&&(Z(d)||!s.includes(d))).map(({long:d,short:q,description:z})=>({value:d??q??"",about:z})),{value:"--help",about:"what is possible here"}];return{candidates:u($,n),files:!1}}let Y=(l.length>0?[]:a.commands.filter(c=>!te(c))).map(c=>({value:c.name(),about:c.summary()||c.description()})),v=Q(a,l.length),P=v===null?L:await J(v,n,m,t);return{candidates:[...u(Y,n),...P.candidates],files:P.files}}var L={candidates:[],files:!1};function G(e,o){let t=e,n=[],i=[],a=!1;for(let s of o){if(a){a=!1;continue}let l=i.length>0?void 0:t.commands.find(r=>r.name()===s);if(l!==void 0)t=l,[n,i]=[[],[]];else if(s.startsWith("-")){let r=W(t.options,s);r!==void 0&&n.push(r),a=r?.required===!0&&!s.includes("=")}else i.push(s)}return{command:t,options:n,places:i}}function W(e,o){let[t]=o.split("=",1);return e.find(({long:n,short:i})=>t===n||t===i)}function X(e,o){let t=o.at(-1)??"",n=t.startsWith("-")&&!t.includes("=")?W(e,t):void 0;return n!==void 0&&(n.required||n.optional)?n:null}async function j(e,o,t,n,i){let a=e.argChoices??await i(e.attributeName(),n);return{candidates:u(a.map(F),o).map(s=>({...s,value:t+s.value})),files:a.length===0&&C(e.flags)}}async function J(e,o,t,n){let i=e.argChoices??await n(`${t.command} ${e.name()}`,t);return{candidates:u(i.map(F),o),files:C(e.name())}}function Q({registeredArguments:e},o){let t=e.at(-1);return e[o]??(t?.variadic===!0?t:null)}function F(e){let[o="",t=""]=e.split("	",2);return{value:o,about:t}}function u(e,o){return e.filter(({value:t})=>t!==""&&t.startsWith(o))}function Z({defaultValue:e,variadic:o}){return o||Array.isArray(e)}function ee(e){return e.commands.find(o=>o.name()==="probe")}function te(e){return e.name()===x}var H={bash:`_mcp_accept() {
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
`,zsh:`#compdef mcp-accept
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
`,fish:`function __mcp_accept_complete
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
`,powershell:`Register-ArgumentCompleter -Native -CommandName mcp-accept -ScriptBlock {
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
`};async function ve({writer:e},o){return await e.out(H[o]),h.clean}async function Pe({writer:e},o,t,{next:n}){let i=n===!0?[...t,""]:t,{candidates:a,files:s}=await N(o,i,k),l=a.map(({value:r,about:m})=>m===""?p(r):`${p(r)}	${p(m)}`);return await e.out([...s?[":files"]:[],...l].map(r=>`${r}
`).join("")),h.clean}export{Pe as answerShell,ve as completion};
