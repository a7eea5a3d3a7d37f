package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.lab.plan.Planner;
import dev.netlab.lab.plan.ShellScript;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script of a plan, run on its own, makes a lab that works. */
class ShellPlanIT {
  @TempDir Path folder;

  @Test
  void aLabWithoutUserspaceTunnelsNeedsNoNetlab() throws Exception {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(
        file,
        """
        name: nlt-shell
        networks:
          wire: {}
        nodes:
          client:
            interfaces:
              eth0: {network: wire, address: 192.0.2.1/24}
            routes:
              - 198.51.100.0/24 via 192.0.2.2 dev eth0 table 7
            rules:
              - to 198.51.100.0/24 lookup 7
          router:
            forwarding: true
            interfaces:
              eth0: {network: wire, address: 192.0.2.2/24}
              leg0: {peer: server:eth0, address: 198.51.100.1/24, mac: "02:00:00:00:00:01"}
              vxlan9: {vxlan: {id: 9, local: 192.0.2.2, remote: 192.0.2.1}, address: 203.0.113.2/24}
            policy:
              nat:
                - masquerade: {source: 192.0.2.0/24, out: leg0}
          server:
            interfaces:
              eth0: {address: 198.51.100.2/24}
            neighbours:
              - 198.51.100.1 lladdr 02:00:00:00:00:01 dev eth0 nud permanent
        """);
    Path script = folder.resolve("lab.sh");
    Files.writeString(
        script, ShellScript.of(Planner.plan(LabReader.read(file), Set.<KernelFeature>of())));
    try {
      assertThat(run("sh", script.toString())).isEmpty();
      assertThat(
              run("ip", "netns", "exec", "nlt-shell.client", "ping", "-c1", "-W2", "198.51.100.2"))
          .contains(" 0% packet loss");
      assertThat(run("ip", "-n", "nlt-shell.router", "-d", "link", "show", "vxlan9"))
          .contains("vxlan id 9");
    } finally {
      run("sh", script.toString(), "down");
    }
    assertThat(run("ip", "netns", "list")).doesNotContain("nlt-shell");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
