package dev.netlab.netlink.afpacket;

import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A classic BPF program ({@code struct sock_filter} of linux/filter.h). Its return value is how
 * many bytes of the packet are kept, 0 for none of it.
 *
 * @param instructions at least one, at most 4096
 */
public record BpfProgram(List<Instruction> instructions) {
  private static final int MOST = 4096;

  /** {@code sizeof(struct sock_filter)}. */
  private static final int SIZE = 8;

  /**
   * One instruction.
   *
   * @param code operation
   * @param ifTrue instructions skipped where a comparison holds
   * @param ifFalse instructions skipped where it does not
   * @param operand an unsigned 32-bit number
   */
  public record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  public BpfProgram {
    instructions = List.copyOf(instructions);
    if (instructions.isEmpty() || instructions.size() > MOST) {
      throw new IllegalArgumentException(
          "a filter has 1 to " + MOST + " instructions: " + instructions.size());
    }
  }

  /**
   * Reads what {@code tcpdump -ddd EXPRESSION} prints: a count, then four decimal numbers a line.
   * Compile for the link type that is captured ({@code -y EN10MB} for Ethernet).
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static BpfProgram parse(String decimals) {
    List<String> lines = decimals.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(String.valueOf(lines.size() - 1))) {
      throw new IllegalArgumentException("not what tcpdump -ddd prints: " + decimals);
    }
    return new BpfProgram(lines.stream().skip(1).map(BpfProgram::instruction).toList());
  }

  private static Instruction instruction(String line) {
    String[] words = line.strip().split(" ", -1);
    if (words.length != 4) {
      throw new IllegalArgumentException("not an instruction as tcpdump -ddd prints it: " + line);
    }
    return new Instruction(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseUnsignedInt(words[3]));
  }

  /** The array of {@code struct sock_filter}. */
  ByteBuffer structures() {
    ByteBuffer structures = Memory.allocate(instructions.size() * SIZE);
    for (Instruction each : instructions) {
      structures
          .putShort((short) each.code())
          .put((byte) each.ifTrue())
          .put((byte) each.ifFalse())
          .putInt(each.operand());
    }
    return structures.flip();
  }
}
