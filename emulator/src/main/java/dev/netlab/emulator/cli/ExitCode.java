package dev.netlab.emulator.cli;

/** What {@code netlab} ends with. */
public enum ExitCode {
  GOOD(0),
  FACT_FAILED(1),
  WRONG_USAGE_OR_LAB_FILE(2),
  MACHINE_LACKS_SOMETHING(3),
  KERNEL_REFUSED(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
