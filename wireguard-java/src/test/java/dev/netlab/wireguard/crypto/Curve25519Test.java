package dev.netlab.wireguard.crypto;

import static dev.netlab.wireguard.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Curve25519Test {

  /** RFC 7748 section 6.1. */
  @Test
  void computesTheExampleOfTheRfc() {
    Secret alice =
        Secret.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    Secret bob =
        Secret.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    PublicKey alicePublic = Curve25519.publicKey(alice);
    PublicKey bobPublic = Curve25519.publicKey(bob);
    assertThat(alicePublic.toHex())
        .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(bobPublic.toHex())
        .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    Secret shared =
        Secret.parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assertThat(Curve25519.sharedSecret(alice, bobPublic)).isEqualTo(shared);
    assertThat(Curve25519.sharedSecret(bob, alicePublic)).isEqualTo(shared);
  }

  @Test
  void agreesWithWycheproofAndAbortsOnAnAllZeroResult() {
    List<String[]> vectors = Vectors.read("x25519_test.txt");
    assertThat(vectors).hasSize(518);
    Secret zero = Secret.zero();
    int aborted = 0;
    for (String[] v : vectors) {
      Secret shared =
          Curve25519.sharedSecret(Secret.parseHex(v[1]), PublicKey.copyOf(hex(v[2]), 0));
      Secret expected = Secret.parseHex(v[3]);
      if (expected.equals(zero)) {
        assertThat(shared).as("vector %s", v[0]).isNull();
        aborted++;
      } else {
        assertThat(shared).as("vector %s", v[0]).isEqualTo(expected);
      }
    }
    assertThat(aborted).isEqualTo(31);
  }
}
