package dev.netlab.lab.plan.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The system calls that a container may make, as a BPF program for seccomp(2). It is equivalent to
 * Docker's default profile, but lists the calls that the profile rejects (system-calls.txt and the
 * constants here). For a container, calls that are newer than the list do not exist, nor do those
 * of 32-bit programs. The program covers all ABIs, so that it can be copied to another machine.
 */
final class SystemCallFilter {
  /**
   * An ABI: AUDIT_ARCH_* of linux/audit.h, its column in system-calls.txt, and the calls that are
   * allowed with some arguments.
   */
  private enum Abi {
    X86_64(0xc000003e, 1, 56, 41, 135, 16),
    AARCH64(0xc00000b7, 2, 220, 198, 92, 29);

    final int audit;
    final int column;
    final int clone;
    final int socket;
    final int personality;
    final int ioctl;

    Abi(int audit, int column, int clone, int socket, int personality, int ioctl) {
      this.audit = audit;
      this.column = column;
      this.clone = clone;
      this.socket = socket;
      this.personality = personality;
      this.ioctl = ioctl;
    }
  }

  /** The result of a call: SECCOMP_RET_ALLOW, or SECCOMP_RET_ERRNO with an errno. */
  private enum Verdict {
    ALLOWED(0x7fff0000),
    /** EPERM. */
    REFUSED(0x00050000 | 1),
    /** ENOSYS, after which a C library tries an older call. */
    UNKNOWN(0x00050000 | 38);

    final int value;

    Verdict(int value) {
      this.value = value;
    }
  }

  /** open_tree_attr(2), Linux 6.15; new calls have the same number on every ABI. */
  private static final int NEWEST = 467;

  /** Its flags are in memory, which no filter can read. */
  private static final int CLONE3 = 435;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NEW_NAMESPACES = 0x7e020000;

  /** AF_ALG, AF_VSOCK. */
  private static final int[] REFUSED_SOCKETS = {38, 40};

  /** PER_LINUX and PER_LINUX32, with UNAME26 and without, and the query of the current one. */
  private static final int[] PERSONALITIES = {0, 0x8, 0x20000, 0x20008, 0xffffffff};

  /**
   * TIOCSTI and TIOCLINUX inject input into the terminal. Docker gives each command a separate
   * terminal; here it is the user's terminal.
   */
  private static final int[] REFUSED_REQUESTS = {0x5412, 0x541c};

  /** Offsets in struct seccomp_data; for arguments, of the lower half on little-endian machines. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;
  private static final int SECOND_ARGUMENT = 24;

  private static final int LOAD = 0x20;
  private static final int JUMP = 0x05;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;
  private static final int BYTES_OF_AN_INSTRUCTION = 8;

  /**
   * struct sock_filter; a conditional jump skips {@code ifTrue} or {@code ifFalse} instructions.
   */
  private record Instruction(int code, int ifTrue, int ifFalse, int operand) {
    static Instruction of(int code, int operand) {
      return new Instruction(code, 0, 0, operand);
    }
  }

  private final List<Instruction> program = new ArrayList<>();

  private SystemCallFilter() {}

  /** The program, instruction by instruction, in hexadecimal. */
  static String hexadecimal() {
    SystemCallFilter filter = new SystemCallFilter();
    filter.program.add(Instruction.of(LOAD, ARCHITECTURE));
    for (Abi abi : Abi.values()) {
      List<Instruction> section = section(abi);
      filter.program.add(new Instruction(IF_EQUAL, 1, 0, abi.audit));
      filter.program.add(Instruction.of(JUMP, section.size()));
      filter.program.addAll(section);
    }
    filter.end(Verdict.UNKNOWN);
    ByteBuffer bytes =
        ByteBuffer.allocate(filter.program.size() * BYTES_OF_AN_INSTRUCTION)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Instruction each : filter.program) {
      bytes.putShort((short) each.code).put((byte) each.ifTrue).put((byte) each.ifFalse);
      bytes.putInt(each.operand);
    }
    return HexFormat.of().formatHex(bytes.array());
  }

  private static List<Instruction> section(Abi abi) {
    SystemCallFilter section = new SystemCallFilter();
    section.program.add(Instruction.of(LOAD, NUMBER));
    section.when(IF_AT_LEAST, Verdict.UNKNOWN, NEWEST + 1);
    section.when(IF_EQUAL, Verdict.UNKNOWN, CLONE3);
    section.argument(abi.clone, FIRST_ARGUMENT, IF_ANY_BIT, Verdict.REFUSED, NEW_NAMESPACES);
    section.argument(abi.socket, FIRST_ARGUMENT, IF_EQUAL, Verdict.REFUSED, REFUSED_SOCKETS);
    section.argument(abi.ioctl, SECOND_ARGUMENT, IF_EQUAL, Verdict.REFUSED, REFUSED_REQUESTS);
    section.argument(abi.personality, FIRST_ARGUMENT, IF_EQUAL, Verdict.ALLOWED, PERSONALITIES);
    section.when(IF_EQUAL, Verdict.REFUSED, refused(abi));
    section.end(Verdict.ALLOWED);
    return section.program;
  }

  private void end(Verdict verdict) {
    program.add(Instruction.of(RETURN, verdict.value));
  }

  /** Returns the verdict if one of the operands matches the loaded value; otherwise continues. */
  private void when(int test, Verdict verdict, int... operands) {
    for (int i = 0; i < operands.length; i++) {
      boolean last = i == operands.length - 1;
      program.add(new Instruction(test, operands.length - 1 - i, last ? 1 : 0, operands[i]));
    }
    end(verdict);
  }

  /**
   * For one call: returns the verdict if its argument matches an operand, otherwise the opposite.
   */
  private void argument(int call, int offset, int test, Verdict verdict, int... operands) {
    SystemCallFilter own = new SystemCallFilter();
    own.program.add(Instruction.of(LOAD, offset));
    own.when(test, verdict, operands);
    own.end(verdict == Verdict.ALLOWED ? Verdict.REFUSED : Verdict.ALLOWED);
    program.add(new Instruction(IF_EQUAL, 0, own.program.size(), call));
    program.addAll(own.program);
  }

  /** The numbers in system-calls.txt; a dash marks a call that the ABI does not have. */
  private static int[] refused(Abi abi) {
    return ContainerScripts.text("system-calls.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" +", -1)[abi.column])
        .filter(number -> !number.equals("-"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
