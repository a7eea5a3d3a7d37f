package dev.netlab.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CallerEnvironmentTest {
  private final Properties properties = new Properties();

  @Test
  void whatTheLauncherKeptIsTheCommandsAgain() {
    properties.setProperty("netlab.caller.PATH", "/home/me/bin:/bin");
    properties.setProperty("netlab.caller.LD_PRELOAD", "/a b.so");
    properties.setProperty("netlab.labs", "/labs");
    assertThat(CallerEnvironment.around(List.of("ls", "-l"), properties))
        .containsExactly(
            "/usr/bin/env", "--", "LD_PRELOAD=/a b.so", "PATH=/home/me/bin:/bin", "ls", "-l");
  }

  @Test
  void withoutALauncherTheCommandIsAsItIs() {
    assertThat(CallerEnvironment.around(List.of("ls"), properties)).containsExactly("ls");
  }
}
