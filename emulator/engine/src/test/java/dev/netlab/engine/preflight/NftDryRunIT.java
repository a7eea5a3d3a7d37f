package dev.netlab.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.lab.Lab;
import dev.netlab.lab.yaml.LabFileException;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NftDryRunIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void takesWhatNamesTheNodesInterfacesAndTables() throws IOException {
    NftDryRun.check(
        lab(
            """
            add rule inet nat nat-postrouting iif "eth0" accept
            table bridge b { chain c { type filter hook input priority 0; iif eth0 accept; }; }
            """));
  }

  @Test
  void tellsTheLineOfEachMistake() throws IOException {
    Lab lab =
        lab(
            """
            table ip x {
              chain c { type filter hook prerouting priority raw; iif eth1 ct zone set 1; }
              chain d { ct zone sett 1; }
            }
            """);
    assertThatThrownBy(() -> NftDryRun.check(lab))
        .isInstanceOf(LabFileException.class)
        .hasMessage(
            """
            %1$s:10: nft refuses this: Interface does not exist; write it as nft -f takes it
            %1$s:11: nft refuses this: syntax error, unexpected semicolon; write it as nft -f takes it\
            """
                .formatted(folder.resolve("lab.yaml")));
  }

  @Test
  void anotherInterfaceIsNotThere() throws IOException {
    Lab lab = lab("table ip x { chain c { iif eth1 accept; }; }\n");
    assertThatThrownBy(() -> NftDryRun.check(lab))
        .isInstanceOf(LabFileException.class)
        .hasMessage(
            folder.resolve("lab.yaml")
                + ":9: nft refuses this: Interface does not exist; write it as nft -f takes it");
  }

  private Lab lab(String nft) throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(
        file,
        """
        name: nlt-openshift-trial
        nodes:
          a:
            interfaces:
              eth0: {peer: "b:eth0"}
            policy:
              nat: [masquerade: {out: eth0}]
            nft: |
        """
            + nft.indent(6)
            + "  b: {}\n");
    Lab lab = LabReader.read(file);
    assertThat(lab.nodes()).hasSize(2);
    return lab;
  }
}
