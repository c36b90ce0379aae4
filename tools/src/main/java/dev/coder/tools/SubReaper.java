package dev.coder.tools;

import dev.coder.plugin.ToolContext;
import java.util.List;
import java.util.Map;

/// Makes a process the one that orphans below it become children of (Linux: `PR_SET_CHILD_SUBREAPER`), so that nothing
/// that it starts can get out of its sight: neither by a double fork nor by `setsid` nor with an empty environment.
/// No shell can ask the kernel for it; perl and python can; they say so in `CODER_ADOPTS`
/// and turn into the supervisor.
final class SubReaper {

    /// The number of `prctl` in the kernel's table, by architecture.
    private static final Map<String, Integer> PRCTL = Map.of("amd64", 157, "aarch64", 167, "riscv64", 167);

    private static final String PERL =
            "$ENV{CODER_ADOPTS} = 1 if syscall(shift() + 0, 36, 1, 0, 0, 0) == 0; exec {$ARGV[0]} @ARGV";
    private static final String PYTHON = """
            import ctypes, os, sys
            if ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0: os.environ["CODER_ADOPTS"] = "1"
            os.execv(sys.argv[1], sys.argv[1:])""";

    private SubReaper() {}

    /// What is to be put before a command line; nothing where there is no way.
    static List<String> prefix(ToolContext context) {
        var number = PRCTL.get(System.getProperty("os.arch"));
        if (!System.getProperty("os.name").equals("Linux") || number == null) {
            return List.of();
        }
        var perl = Programs.find("perl", context.environment(), context.workspace());
        if (perl != null) {
            return List.of(perl.toString(), "-e", PERL, number.toString());
        }
        var python = Programs.find("python3", context.environment(), context.workspace());
        return python == null ? List.of() : List.of(python.toString(), "-I", "-S", "-c", PYTHON);
    }
}
