package dev.netlab.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.doctor.Finding.State;
import org.junit.jupiter.api.Test;

class DoctorIT {
  /** Where the tests of labs pass, the doctor may miss nothing that labs need. */
  @Test
  void findsNothingMissingWhereLabsRun() {
    assertThat(Doctor.examine())
        .isNotEmpty()
        .noneMatch(finding -> finding.state() == State.MISSING);
  }
}
