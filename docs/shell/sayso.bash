# bash completion for sayso; made by sayso info --completion bash
_sayso() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" options
    COMPREPLY=()
    case "${COMP_WORDS[1]}" in
        corpus|evaluate|explain|info)
            [[ $COMP_CWORD -gt 1 ]] && command=${COMP_WORDS[1]} ;;
    esac
    case "$command $before" in
        " --format") COMPREPLY=($(compgen -W "text json jsonl csv html" -- "$current")); return ;;
        " --date") COMPREPLY=(); return ;;
        " --encoding") COMPREPLY=(); return ;;
        " --color") COMPREPLY=($(compgen -W "auto always never" -- "$current")); return ;;
        "corpus --format") COMPREPLY=($(compgen -W "parquet csv jsonl" -- "$current")); return ;;
        "corpus --tables") COMPREPLY=(); return ;;
        "corpus --text") COMPREPLY=(); return ;;
        "corpus --id") COMPREPLY=(); return ;;
        "corpus --date") COMPREPLY=(); return ;;
        "corpus --headline") COMPREPLY=(); return ;;
        "corpus --carry") COMPREPLY=(); return ;;
        "corpus --encoding") COMPREPLY=(); return ;;
        "corpus --min-confidence") COMPREPLY=(); return ;;
        "corpus --threads") COMPREPLY=(); return ;;
        "corpus --part") COMPREPLY=(); return ;;
        "evaluate --only") COMPREPLY=($(compgen -W "speech" -- "$current")); return ;;
        "evaluate --by") COMPREPLY=(); return ;;
        "evaluate --draws") COMPREPLY=(); return ;;
        "evaluate --seed") COMPREPLY=(); return ;;
        "evaluate --missed") COMPREPLY=(); return ;;
        "explain --date") COMPREPLY=(); return ;;
        "info --columns") [[ $current != -* ]] && { COMPREPLY=($(compgen -W "all documents quotes attributions sources mentions entities warnings" -- "$current")); return; } ;;
        "info --completion") COMPREPLY=($(compgen -W "bash zsh fish" -- "$current")); return ;;
    esac
    case "$command" in
        "") options="-h --help --format --out --date --encoding --color --demo --version" ;;
        "corpus") options="-h --help --out --format --tables --text --id --date --headline --carry --encoding --keep-text --min-confidence --threads --part --overwrite --quiet" ;;
        "evaluate") options="-h --help --only --by --draws --seed --missed --json --out" ;;
        "explain") options="-h --help --date" ;;
        "info") options="-h --help --columns --json --completion --man" ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
        return
    fi
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -- "$current"))
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY+=($(compgen -W $'corpus\nevaluate\nexplain\ninfo' -- "$current"))
    fi
}
complete -o filenames -F _sayso sayso
