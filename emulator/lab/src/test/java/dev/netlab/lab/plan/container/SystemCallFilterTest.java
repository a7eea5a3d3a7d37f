package dev.netlab.lab.plan.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The program, run as the kernel runs it (Documentation/networking/filter.rst). */
class SystemCallFilterTest {
  private static final int X86_64 = 0xc000003e;
  private static final int AARCH64 = 0xc00000b7;
  private static final int I386 = 0x40000003;

  private static final int ALLOWED = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;

  private final byte[] program = HexFormat.of().parseHex(ContainerScripts.filter());

  private int verdict(int architecture, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, architecture);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int loaded = 0;
    for (int at = 0; ; at++) {
      int operand = code.getInt(8 * at + 4);
      int ifTrue = code.get(8 * at + 2) & 0xff;
      int ifFalse = code.get(8 * at + 3) & 0xff;
      switch (code.getShort(8 * at)) {
        case 0x20 -> loaded = data.getInt(operand);
        case 0x05 -> at += operand;
        case 0x15 -> at += loaded == operand ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(loaded, operand) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (loaded & operand) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return operand;
        }
        default -> throw new AssertionError("instruction " + at);
      }
    }
  }

  @Test
  void refusesWhatChangesTheMachine() {
    int[] mountPtraceNsBpfKeys = {165, 155, 272, 308, 321, 248, 250, 298, 304, 175, 246, 169, 467};
    for (int number : mountPtraceNsBpfKeys) {
      assertThat(verdict(X86_64, number)).as("%d", number).isEqualTo(EPERM);
    }
    for (int number : new int[] {40, 41, 97, 268, 280, 217, 219, 241, 265, 105, 104, 142, 467}) {
      assertThat(verdict(AARCH64, number)).as("%d", number).isEqualTo(EPERM);
    }
  }

  @Test
  void allowsTheRest() {
    for (int number : new int[] {0, 1, 2, 9, 59, 101, 161, 257, 317, 436, 462}) {
      assertThat(verdict(X86_64, number)).as("%d", number).isEqualTo(ALLOWED);
    }
    for (int number : new int[] {56, 63, 64, 117, 221, 277, 436, 462}) {
      assertThat(verdict(AARCH64, number)).as("%d", number).isEqualTo(ALLOWED);
    }
  }

  @Test
  void looksAtArguments() {
    int newUser = 0x10000000;
    int sigchld = 17;
    assertThat(verdict(X86_64, 56, sigchld)).isEqualTo(ALLOWED);
    assertThat(verdict(X86_64, 56, newUser | sigchld)).isEqualTo(EPERM);
    assertThat(verdict(AARCH64, 220, newUser)).isEqualTo(EPERM);
    assertThat(verdict(X86_64, 41, 2)).isEqualTo(ALLOWED);
    assertThat(verdict(X86_64, 41, 38)).isEqualTo(EPERM);
    assertThat(verdict(AARCH64, 198, 40)).isEqualTo(EPERM);
    assertThat(verdict(X86_64, 135, 0xffffffffL)).isEqualTo(ALLOWED);
    assertThat(verdict(X86_64, 135, 0x0400000)).as("ADDR_NO_RANDOMIZE off").isEqualTo(EPERM);
    assertThat(verdict(X86_64, 16, 0, 0x5401)).isEqualTo(ALLOWED);
    assertThat(verdict(X86_64, 16, 0, 0x5412)).isEqualTo(EPERM);
    assertThat(verdict(X86_64, 16, 0, 0x100005412L))
        .as("the kernel takes 32 bits")
        .isEqualTo(EPERM);
  }

  @Test
  void knowsNeitherNewCallsNorOther32BitAbis() {
    assertThat(verdict(X86_64, 435)).as("clone3").isEqualTo(ENOSYS);
    assertThat(verdict(AARCH64, 435)).isEqualTo(ENOSYS);
    assertThat(verdict(X86_64, 468)).isEqualTo(ENOSYS);
    assertThat(verdict(X86_64, 0x40000000)).as("x32").isEqualTo(ENOSYS);
    assertThat(verdict(I386, 1)).isEqualTo(ENOSYS);
  }
}
