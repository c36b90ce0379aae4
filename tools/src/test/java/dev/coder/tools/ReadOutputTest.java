package dev.coder.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coder.plugin.Effect;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadOutputTest {

    @TempDir
    Path folder;

    TestProject project;

    @BeforeEach
    void createProject() {
        project = new TestProject(folder);
    }

    @Test
    void pagesThroughAllOfIt() throws Exception {
        project.call("run_command", "command", "for i in {1..9000}; do echo \"line $i ä\"; done | tee copy");
        var all = new StringBuilder();
        var offset = 0;
        while (offset >= 0) {
            var page = project.text("read_output", "handle", "o1", "offset", offset, "lines", 2000);
            var note = page.lastIndexOf("\n[bytes ");
            all.append(page, 0, note);
            var next = page.indexOf("go on with offset ", note);
            offset = next < 0 ? -1 : Integer.parseInt(page.substring(next + 18, page.length() - 1));
        }
        assertThat(all).hasToString(project.read("copy"));
    }

    @Test
    void readsAFewLinesFromAnywhere() throws Exception {
        project.call("run_command", "command", "seq 1 100000");
        assertThat(project.text("read_output", "handle", "o1", "offset", -13, "lines", 1))
                .isEqualTo("99999\n\n[bytes 588882-588888 of 588895; go on with offset 588888]");
        assertThatThrownBy(() -> project.call("read_output", "handle", "o1", "offset", 600_000))
                .hasMessageContaining("588895 bytes");
    }

    @Test
    void searches() throws Exception {
        project.call("run_command", "command", "seq 1 100000");
        assertThat(project.text("read_output", "handle", "o1", "grep", "^7+$"))
                .isEqualTo("12: 7\n219: 77\n2996: 777\n37773: 7777\n455550: 77777\n[5 lines match]");
        assertThat(project.text("read_output", "handle", "o1", "grep", "^7+$", "lines", 2))
                .isEqualTo("12: 7\n219: 77\n[more match; go on with offset 2996]");
        assertThatThrownBy(() -> project.prepare("read_output", "handle", "o1", "grep", "(?=x)"))
                .hasMessageContaining("RE2");
    }

    @Test
    void findsNothingButOutputs() throws Exception {
        project.call("run_command", "command", "true");
        assertThatThrownBy(() -> project.call("read_output", "handle", "../../proj/x"))
                .hasMessageContaining("there is no output ../../proj/x; the newest are: o1");
        assertThat(project.prepare("read_output", "handle", "o1").effects()).containsExactly(new Effect.Internal());
    }
}
