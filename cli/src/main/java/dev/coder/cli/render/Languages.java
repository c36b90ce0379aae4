package dev.coder.cli.render;

import java.util.Locale;

/// The grammars of RSyntaxTextArea by the names that people give to languages.
final class Languages {

    /// No grammar: the first sign of a line says what it is.
    static final String DIFF = "diff";

    private Languages() {}

    /// @param info what stands behind a fence, such as `java title="A"`
    /// @return empty when the language is not known
    static String named(String info) {
        var end = 0;
        while (end < info.length() && " \t,{".indexOf(info.charAt(end)) < 0) {
            end++;
        }
        return syntax(info.substring(0, end).toLowerCase(Locale.ROOT));
    }

    /// @param path of a file, however it is written
    /// @return empty when its name tells no language
    static String ofFile(String path) {
        var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return switch (name) {
            case "dockerfile", "containerfile" -> "text/dockerfile";
            case "makefile", "gnumakefile" -> "text/makefile";
            case "hosts" -> "text/hosts";
            case ".bashrc", ".profile", ".zshrc" -> "text/unix";
            default -> name.indexOf('.') < 0 ? "" : syntax(name.substring(name.lastIndexOf('.') + 1));
        };
    }

    private static String syntax(String name) {
        return switch (name) {
            case "java", "jav" -> "text/java";
            case "kotlin", "kt", "kts" -> "text/kotlin";
            case "groovy", "gradle" -> "text/groovy";
            case "scala", "sc", "sbt" -> "text/scala";
            case "javascript", "js", "jsx", "mjs", "cjs" -> "text/javascript";
            case "typescript", "ts", "tsx", "mts", "cts" -> "text/typescript";
            case "json", "jsonl" -> "text/json";
            case "jsonc", "json5" -> "text/jshintrc";
            case "python", "py", "pyi", "python3" -> "text/python";
            case "ruby", "rb" -> "text/ruby";
            case "go", "golang" -> "text/golang";
            case "rust", "rs" -> "text/rust";
            case "c", "h" -> "text/c";
            case "cpp", "c++", "cc", "cxx", "hpp", "hh", "hxx" -> "text/cpp";
            case "csharp", "cs", "c#" -> "text/cs";
            case "d" -> "text/d";
            case "dart" -> "text/dart";
            case "swift" -> "text/kotlin"; // the nearest that there is
            case "php" -> "text/php";
            case "perl", "pl", "pm" -> "text/perl";
            case "lua" -> "text/lua";
            case "clojure", "clj", "cljs", "edn" -> "text/clojure";
            case "lisp", "el", "scheme", "scm" -> "text/lisp";
            case "sql" -> "text/sql";
            case "bash", "sh", "shell", "zsh", "console", "shell-session" -> "text/unix";
            case "powershell", "ps1", "pwsh" -> "text/powershell";
            case "bat", "cmd", "batch" -> "text/bat";
            case "html", "htm", "vue", "svelte" -> "text/html";
            case "xml", "xsd", "xsl", "svg", "pom" -> "text/xml";
            case "jsp" -> "text/jsp";
            case "css" -> "text/css";
            case "scss", "sass", "less" -> "text/less";
            case "yaml", "yml" -> "text/yaml";
            case "toml", "ini", "cfg", "conf", "editorconfig" -> "text/ini";
            case "properties", "env" -> "text/properties";
            case "dockerfile", "docker" -> "text/dockerfile";
            case "makefile", "make", "mk" -> "text/makefile";
            case "proto", "protobuf" -> "text/proto";
            case "tex", "latex" -> "text/latex";
            case "csv" -> "text/csv";
            case "diff", "patch" -> DIFF;
            case "fortran", "f90" -> "text/fortran";
            case "pascal", "delphi", "pas" -> "text/delphi";
            case "vb", "visualbasic" -> "text/vb";
            case "vhdl", "vhd" -> "text/vhdl";
            case "tcl" -> "text/tcl";
            case "handlebars", "hbs" -> "text/handlebars";
            default -> "";
        };
    }
}
