package dev.netlab.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.doctor.Finding.State;
import dev.netlab.lab.Lab;
import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabNeedsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatTheLabInsistsOnIsFoundMissingWithItsLine() throws IOException {
    Lab lab =
        lab(
            """
            name: needs
            nodes:
              a:
                interfaces:
                  br0: {bridge: {vlan-filtering: true}}
                  br1: {bridge: {vlan-filtering: false}}
                  wg0: {wireguard: {backend: kernel}}
                  gnv0: {geneve: {id: 1, remote: 192.0.2.1}}
            """);
    Set<KernelFeature> wanted = KernelFeature.wantedBy(lab);
    assertThat(wanted)
        .containsExactlyInAnyOrder(
            KernelFeature.VLAN_FILTERING, KernelFeature.WIREGUARD, KernelFeature.GENEVE);
    assertThat(LabNeeds.kernel(lab, wanted, Set.of(KernelFeature.WIREGUARD)))
        .containsExactlyInAnyOrder(
            new Finding("needs: the kernel's wireguard", State.GOOD, "the kernel has it"),
            new Finding(
                "needs: the kernel's vlan_filtering",
                State.MISSING,
                folder
                    + "/lab.yaml:5:7: a:br0 needs a bridge with VLANs, and this kernel was built"
                    + " without them (CONFIG_BRIDGE_VLAN_FILTERING); remove vlan-filtering and the"
                    + " VLANs of fdb, or use another kernel"));
  }

  @Test
  void anFdbEntryOfAVlanNeedsABridgeThatHasThem() throws IOException {
    Lab lab =
        lab(
            """
            name: needs
            nodes:
              a:
                interfaces: {br0: {bridge: {}}, t0: {tap: {}, master: br0}}
                fdb: [02:00:00:00:00:01 dev t0 master static vlan 1]
            """);
    assertThat(KernelFeature.wantedBy(lab)).containsExactly(KernelFeature.VLAN_FILTERING);
  }

  private Lab lab(String text) throws IOException {
    return LabReader.read(Files.writeString(folder.resolve("lab.yaml"), text));
  }
}
