package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFilesTest {
  @TempDir private Path folder;

  @Test
  void nothingThatOthersWroteIntoTheLogReachesATerminalAsAnOrder() throws IOException {
    AgentFiles files = new AgentFiles(folder);
    Files.write(files.log(), "a\u001b[2Jb\u009bc\tä\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(files.lastWords()).isEqualTo("; its log ends:\n  a\\u001b[2Jb\ufffdc\t\ufffd\ufffd");
    Files.writeString(files.log(), "a\u001b[2Jb\u009bc\tä\n");
    assertThat(files.lastWords()).isEqualTo("; its log ends:\n  a\\u001b[2Jb\\u009bc\tä");
  }
}
