package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.engine.state.StateRoot;
import dev.netlab.lab.LabName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made on the host has its modes whatever the umask of who brings the lab up. */
class UmaskIT {
  private static final String LAB = "nlt-umask";

  @AfterEach
  void leaveNothing() {
    TestLabs.down(LAB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "077"})
  void modesAreTheSame(String umask) throws Exception {
    HostSnapshot before = HostSnapshot.of(LAB);
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask %s; exec \"$@\"".formatted(umask), "sh"));
    // More steps than the lab has: it is not killed.
    command.addAll(JvmCommand.command(List.of(), DyingUp.class, List.of(LAB, "100000")));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    StateDirectory state = new StateDirectory(new LabName(LAB));
    assertThat(mode(StateRoot.PATH)).isEqualTo("rwxr-xr-x");
    assertThat(mode(state.path())).isEqualTo("rwx------");
    assertThat(mode(Path.of("/run/netns"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(Path.of("/run/wireguard"))).isEqualTo("rwxr-xr-x");
    for (Path own : List.of(state.journal(), state.labFile(), state.key("left", "wg0"))) {
      assertThat(mode(own)).as(own.toString()).isEqualTo("rw-------");
    }
    assertThat(TestLabs.run(LAB, "left", "ping", "-c1", "-W5", "10.9.0.2"))
        .contains(" 0% packet loss");
    TestLabs.down(LAB);
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
