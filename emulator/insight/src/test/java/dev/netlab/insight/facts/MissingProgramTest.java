package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingProgramTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127 | /bin/sh: 1: nmap: not found",
        "0   | /bin/sh: 12: nmap: not found",
        "127 | bash: line 1: nmap: command not found",
        "1   | sh: 1: nmap: not found",
      })
  void isNamedWithWhereItsPackageGoes(int status, String printed) {
    assertThat(
            CommandConditions.missingProgram(
                List.of(new Commands.Output(status, "x\n" + printed + "\ny"))))
        .isEqualTo(
            "; the program nmap was not found: name its Debian package in the lab's packages:"
                + " {nmap: PACKAGE}");
  }

  @Test
  void isToldByTheStatusAloneWhereTheShellsWordsWentElsewhere() {
    assertThat(CommandConditions.missingProgram(List.of(new Commands.Output(127, ""))))
        .startsWith("; exit status 127 says that a program was not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1 | host a.example: not found", "0 | sh: nothing of the kind"})
  void isNotSeenInOtherWords(int status, String printed) {
    assertThat(CommandConditions.missingProgram(List.of(new Commands.Output(status, printed))))
        .isEmpty();
  }
}
