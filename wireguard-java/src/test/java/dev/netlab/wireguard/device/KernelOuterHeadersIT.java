package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.Ecn;
import dev.netlab.netlink.udp.Family;
import dev.netlab.wireguard.device.OuterHeaders.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same packets through the kernel's WireGuard and through ours, either of them beginning: on
 * the wire nobody can tell which is which, but from the ECN of packets that met congestion before.
 */
@Tag("guest")
class KernelOuterHeadersIT {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theOuterHeadersAreTheKernels(Family outside) throws IOException {
    try (OuterHeaders headers = new OuterHeaders(folder)) {
      Sent kernelFirst = headers.sent("kernel", "ours", outside);
      Sent oursFirst = headers.sent("ours", "kernel", outside);
      compare(oursFirst.initiator(), kernelFirst.initiator());
      compare(kernelFirst.responder(), oursFirst.responder());
    }
  }

  private static void compare(List<OuterHeader> ours, List<OuterHeader> kernels) {
    int common = 1 + InnerPacket.COMMON;
    assertThat(ours.subList(0, common)).containsExactlyElementsOf(kernels.subList(0, common));
    // RFC 6040 copies it outward, Linux's tunnels still make it what RFC 3168 section 9.1.1 does.
    assertThat(ours.subList(common, ours.size()))
        .extracting(OuterHeader::ecn)
        .containsExactly(Ecn.CE, Ecn.CE);
    assertThat(kernels.subList(common, kernels.size()))
        .extracting(OuterHeader::ecn)
        .containsExactly(Ecn.ECT_0, Ecn.ECT_0);
  }
}
