# Completes coder in fish. Made by: coder completion fish

# Whether the command that is typed is $argv[1], such as 'coder agent'.
function __coder_at
    set -l paths @PATHS@
    set -l at coder
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if contains -- "$at $word" $paths
            set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

function __coder_ask
    set -l words (commandline -opc)
    command $words[1] completion --values $argv[1] 2>/dev/null </dev/null
end

@LINES@
