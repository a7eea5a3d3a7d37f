package dev.netlab.engine.preflight;

import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks whether bridges can pass the packets that they forward through the IP hooks. That takes
 * the kernel module br_netfilter. netlab does not load it, because it would then affect the
 * machine's own bridges, too.
 */
public final class BridgeNetfilter {
  private static final Path SETTINGS = Path.of("/proc/sys/net/bridge");

  /** What to do if it is missing. */
  public static final String ADVICE =
      "load its module, after which the machine's own bridges do so too unless told else: "
          + "modprobe br_netfilter; sysctl -w net.bridge.bridge-nf-call-iptables=0";

  private BridgeNetfilter() {}

  /** Whether this kernel has it now. */
  public static boolean isThere() {
    return Files.isDirectory(SETTINGS);
  }

  /**
   * Rejects a lab that needs it if it is missing.
   *
   * @throws MachineException with the line that needs it
   */
  public static void require(Lab lab) {
    if (!isThere()) {
      without(lab)
          .ifPresent(
              words -> {
                throw new MachineException(words);
              });
    }
  }

  /** The error for a lab that needs it, on a kernel without it. */
  public static Optional<String> without(Lab lab) {
    for (Node node : lab.nodes()) {
      for (Interface i : node.interfaces()) {
        if (i.attachment() instanceof Attachment.BridgeDevice bridge
            && bridge.nfCallIptables().orElse(false)) {
          return Optional.of(
              "%s: %s:%s has nf-call-iptables, for which this kernel has no br_netfilter; %s"
                  .formatted(i.at().inFull(), node.name(), i.name(), ADVICE));
        }
      }
    }
    return Optional.empty();
  }
}
