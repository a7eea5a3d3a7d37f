package dev.netlab.emulator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTest {
  @Test
  void nothingThatOthersWroteReachesATerminalAsAnOrder() {
    assertThat(Log.printable("a\u001b[2Jb\rc\u009bd\tä\n"))
        .isEqualTo("a\\x1b[2Jb\\x0dc\\x9bd\\x09ä\n");
  }
}
