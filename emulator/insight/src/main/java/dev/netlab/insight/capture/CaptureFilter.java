package dev.netlab.insight.capture;

import dev.netlab.netlink.afpacket.BpfProgram;
import dev.netlab.netlink.afpacket.BpfProgram.Instruction;
import dev.netlab.packet.LinkType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter in the language of tcpdump (pcap-filter(7)), compiled by tcpdump. One ring captures
 * devices with Ethernet headers and devices without; the program asks the kernel which it is
 * ({@code SKF_AD_HATYPE} of linux/filter.h) and continues with the filter compiled for it.
 */
public final class CaptureFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP = 0x05;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final Instruction REJECT = new Instruction(0x06, 0, 0, 0);
  private static final int HARDWARE_TYPE = -0x1000 + 28;
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_LOOPBACK = 772;

  private CaptureFilter() {}

  /**
   * Compiles an expression.
   *
   * @throws CaptureFilterException if tcpdump does not understand it
   * @throws TcpdumpMissingException if tcpdump cannot be started
   */
  public static BpfProgram compile(String expression) {
    List<CaptureFilterException> refused = new ArrayList<>();
    List<Instruction> ethernet = compile(expression, LinkType.ETHERNET, refused);
    List<Instruction> raw = compile(expression, LinkType.RAW_IP, refused);
    if (refused.size() == 2) {
      throw refused.getFirst();
    }
    List<Instruction> all = new ArrayList<>();
    all.add(new Instruction(LOAD_WORD, 0, 0, HARDWARE_TYPE));
    all.add(new Instruction(JUMP_IF_EQUAL, 2, 0, ARPHRD_ETHER));
    all.add(new Instruction(JUMP_IF_EQUAL, 1, 0, ARPHRD_LOOPBACK));
    all.add(new Instruction(JUMP, 0, 0, ethernet.size()));
    all.addAll(ethernet);
    all.addAll(raw);
    return new BpfProgram(all);
  }

  /** What can be said of one link only, {@code arp} for one, rejects everything on the other. */
  private static List<Instruction> compile(
      String expression, LinkType link, List<CaptureFilterException> refused) {
    try {
      return compile(expression, link);
    } catch (CaptureFilterException e) {
      refused.add(e);
      return List.of(REJECT);
    }
  }

  private static List<Instruction> compile(String expression, LinkType link) {
    String type =
        switch (link) {
          case ETHERNET -> "EN10MB";
          case RAW_IP -> "RAW";
        };
    try {
      Process tcpdump = start("tcpdump", "-ddd", "-y", type, "--", expression);
      tcpdump.getOutputStream().close();
      String program = text(tcpdump.getInputStream().readAllBytes());
      String words = text(tcpdump.getErrorStream().readAllBytes()).strip();
      if (tcpdump.waitFor() != 0) {
        throw new CaptureFilterException(
            "filter '"
                + expression
                + "': "
                + words.replaceFirst("(?s).*tcpdump: ", "")
                + "; see man pcap-filter");
      }
      return BpfProgram.parse(program).instructions();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaptureFilterException("filter '" + expression + "': interrupted");
    } catch (IOException e) {
      throw new UncheckedIOException("compile a filter with tcpdump: " + e.getMessage(), e);
    }
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new TcpdumpMissingException(
          "a filter needs tcpdump (apt-get install tcpdump): " + e.getMessage());
    }
  }

  private static String text(byte[] output) {
    return new String(output, StandardCharsets.UTF_8);
  }
}
