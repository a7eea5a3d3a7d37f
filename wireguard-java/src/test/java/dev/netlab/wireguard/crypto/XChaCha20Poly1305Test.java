package dev.netlab.wireguard.crypto;

import static dev.netlab.wireguard.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class XChaCha20Poly1305Test {
  @Test
  void agreesWithWycheproof() {
    List<String[]> vectors = Vectors.read("xchacha20_poly1305_test.txt");
    assertThat(vectors).hasSize(306);
    for (String[] v : vectors) {
      byte[] sealed = hex((v[5] + v[6]).replace("-", ""));
      byte[] opened = XChaCha20Poly1305.open(hex(v[1]), hex(v[2]), sealed, hex(v[3]));
      if (v[7].equals("valid")) {
        assertThat(opened).as("vector %s", v[0]).isEqualTo(hex(v[4]));
        assertThat(XChaCha20Poly1305.seal(hex(v[1]), hex(v[2]), hex(v[4]), hex(v[3])))
            .as("vector %s", v[0])
            .isEqualTo(sealed);
      } else {
        assertThat(opened).as("vector %s", v[0]).isNull();
      }
    }
  }
}
