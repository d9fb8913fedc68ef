import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as T}from"./chunk-O5J77BVS.js";import{a as w}from"./chunk-J4EFG6ZE.js";import{f as M}from"./chunk-E4H63BT7.js";import"./chunk-LZYZXA3V.js";import"./chunk-LXXKFUOQ.js";import"./chunk-5JIA4JLF.js";import"./chunk-OMH4AHED.js";import{h as I}from"./chunk-U6G43LMP.js";import{e as V}from"./chunk-A4YLHVKQ.js";import"./chunk-JRK4KORV.js";import"./chunk-4K5AIOMS.js";import{a as _,b as S,f as R}from"./chunk-DLZXZKFC.js";import{a as O}from"./chunk-QEAE4MOC.js";import{a as A}from"./chunk-SBUW3J6C.js";import{b as E}from"./chunk-Z3CGN2GW.js";import"./chunk-VJEL7WTX.js";import"./chunk-HBUCLN4U.js";import"./chunk-2IK6C5ID.js";import{a as g}from"./chunk-Y35M4XZS.js";import{a as u}from"./chunk-LRJ3V5C5.js";import{a}from"./chunk-J5VQLYXI.js";import{join as K}from"node:path";function y(e){return/file|dir|before|after|recording|bundle/i.test(e)}a(y,"filesAreMeant");var L=a(async(e,{words:o,command:t})=>{switch(e){case"client":return U();case"server":return B(o,t);case"demo":case"serve persona":return(await T(K(O,"fixtures","servers"))).map(({name:n,title:i})=>`${n}	${i}`);case"rules id":return[...await C(),...await k()];case"ignore":return t==="lint"?k():C();case"severity":return(await C()).map(n=>n.replace(/\t|$/,"=$&"));case"explain what":return[...Object.entries({...w.statuses,...w.codes}).map(([n,{title:i}])=>`${n}	${i}`),...(await R()).map(({file:n})=>`${n.id}	${n.layer}`)];case"report":return G(t)?E(t).map(n=>`${n}:`):[];default:return[]}},"knownValues");async function U(){let[e,o]=await Promise.all([I(),V()]),t=new Map([...o.map(({client:i,title:r})=>[i,r]),...e.map(({id:i,title:r})=>[i,r])]),n=o.map(({id:i,title:r})=>`${i}	${r}`);return[...[...t].map(([i,r])=>`${i}	${r}`).sort(),...n]}a(U,"clients");async function B(e,o){let t=e.indexOf("--config"),n=e.find(s=>s.startsWith("--config="))?.slice(9),i=o==="fix"?e.find((s,d)=>d>0&&!s.startsWith("-")):void 0,r=n??(t<0?i:e[t+1]),c={cwd:process.cwd(),env:{},client:void 0,say:a(async()=>{},"say")};return(await M(r,c).catch(()=>null))?.file.entries.map(({name:s})=>s)??[]}a(B,"servers");async function C(){return(await _()).map(({rule:e})=>`${e.id}	${e.title}`)}a(C,"ruleIds");async function k(){return(await S()).map(({rule:e})=>`${e.id}	${e.title}`)}a(k,"configRuleIds");function G(e){return["probe","clients","lint","fix","diff"].includes(e)}a(G,"isKind");async function W(e,o,t){let n=o.at(-1)??"",i=o.slice(0,-1),{command:r,options:c,places:m}=X(e,i),s=r===e?[...e.options,...te(e)?.options??[]]:r.options,d={words:i,command:r.name()},b=J(s,i);if(b!==null)return N(b,n,"",d,t);let[,$,v]=/^(--[\w-]+)=(.*)$/s.exec(n)??[];if($!==void 0&&v!==void 0){let l=s.find(({long:h})=>h===$);return l===void 0?j:N(l,v,`${$}=`,d,t)}if(n.startsWith("-")){let h=[...s.filter(p=>!p.hidden&&(ee(p)||!c.includes(p))).map(({long:p,short:z,description:D})=>({value:p??z??"",about:D})),{value:"--help",about:"what is possible here"}];return{candidates:f(h,n),files:!1}}let q=(m.length>0?[]:r.commands.filter(l=>!ne(l))).map(l=>({value:l.name(),about:l.summary()||l.description()})),P=Z(r,m.length),x=P===null?j:await Q(P,n,d,t);return{candidates:[...f(q,n),...x.candidates],files:x.files}}a(W,"complete");var j={candidates:[],files:!1};function X(e,o){let t=e,n=[],i=[],r=!1;for(let c of o){if(r){r=!1;continue}let m=i.length>0?void 0:t.commands.find(s=>s.name()===c);if(m!==void 0)t=m,[n,i]=[[],[]];else if(c.startsWith("-")){let s=F(t.options,c);s!==void 0&&n.push(s),r=s?.required===!0&&!c.includes("=")}else i.push(c)}return{command:t,options:n,places:i}}a(X,"walked");function F(e,o){let[t]=o.split("=",1);return e.find(({long:n,short:i})=>t===n||t===i)}a(F,"optionOf");function J(e,o){let t=o.at(-1)??"",n=t.startsWith("-")&&!t.includes("=")?F(e,t):void 0;return n!==void 0&&(n.required||n.optional)?n:null}a(J,"openOption");async function N(e,o,t,n,i){let r=e.argChoices??await i(e.attributeName(),n);return{candidates:f(r.map(H),o).map(c=>({...c,value:t+c.value})),files:r.length===0&&y(e.flags)}}a(N,"ofValue");async function Q(e,o,t,n){let i=e.argChoices??await n(`${t.command} ${e.name()}`,t);return{candidates:f(i.map(H),o),files:y(e.name())}}a(Q,"ofArgument");function Z({registeredArguments:e},o){let t=e.at(-1);return e[o]??(t?.variadic===!0?t:null)}a(Z,"argumentAt");function H(e){let[o="",t=""]=e.split("	",2);return{value:o,about:t}}a(H,"asCandidate");function f(e,o){return e.filter(({value:t})=>t!==""&&t.startsWith(o))}a(f,"starting");function ee({defaultValue:e,variadic:o}){return o||Array.isArray(e)}a(ee,"isRepeatable");function te(e){return e.commands.find(o=>o.name()==="probe")}a(te,"probeOf");function ne(e){return e.name()===A}a(ne,"isHidden");var Y={bash:`_mcp_accept() {
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
`};async function Oe({writer:e},o){return await e.out(Y[o]),g.clean}a(Oe,"completion");async function _e({writer:e},o,t,{next:n}){let i=n===!0?[...t,""]:t,{candidates:r,files:c}=await W(o,i,L),m=r.map(({value:s,about:d})=>d===""?u(s):`${u(s)}	${u(d)}`);return await e.out([...c?[":files"]:[],...m].map(s=>`${s}
`).join("")),g.clean}a(_e,"answerShell");export{_e as answerShell,Oe as completion};
