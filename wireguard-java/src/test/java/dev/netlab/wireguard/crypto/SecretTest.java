package dev.netlab.wireguard.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void aNewKeyIsClampedAndWhatWasDrawnForItIsZeroed() {
    byte[][] drawn = new byte[1][];
    Secret secret =
        Secret.generate(
            new Random(1) {
              private static final long serialVersionUID = 1L;

              @Override
              public void nextBytes(byte[] bytes) {
                super.nextBytes(bytes);
                drawn[0] = bytes;
              }
            });
    assertThat(drawn[0]).hasSize(Secret.SIZE).containsOnly(0);
    assertThat(secret).isEqualTo(secret.clamped()).hasToString("(hidden)");
    assertThat(secret.isZero()).isFalse();
  }
}
