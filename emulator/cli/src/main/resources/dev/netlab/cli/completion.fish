# netlab's completion for fish: netlab completion fish | source

set -g __netlab_program '@COMPLETE@'

function __netlab_words
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct | string unescape)
    for line in (command sh -c $__netlab_program netlab $words "$current")
        switch $line
            case ':file'
                __fish_complete_path $current
            case ':command'
                __fish_complete_command
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c netlab -f -a '(__netlab_words)'
