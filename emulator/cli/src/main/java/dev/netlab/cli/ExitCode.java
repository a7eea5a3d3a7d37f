package dev.netlab.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of {@code netlab}. */
public enum ExitCode {
  GOOD(0, "good"),
  FACT_FAILED(1, "a fact failed"),
  WRONG_USAGE_OR_LAB_FILE(2, "wrong usage, or something is wrong with the lab file"),
  MACHINE_LACKS_SOMETHING(3, "this machine lacks something; the message says what to install"),
  KERNEL_REFUSED(4, "the kernel refused a step, or output could not be written"),
  /** {@code EX_SOFTWARE} of sysexits.h. */
  BUG(70, "a bug in netlab; the message names a file with what to report");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** The number and meaning of each, as help lists them. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      meanings.put(Integer.toString(code.number), code.meaning);
    }
    meanings.put(
        "128+N", "ended by signal N, as 130 for Ctrl-C, 141 where nobody reads the output");
    return meanings;
  }
}
