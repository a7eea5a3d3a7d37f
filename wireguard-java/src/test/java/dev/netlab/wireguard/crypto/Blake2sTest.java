package dev.netlab.wireguard.crypto;

import static dev.netlab.wireguard.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.junit.jupiter.api.Test;

class Blake2sTest {

  /** RFC 7693 appendix B. */
  @Test
  void hashesTheExampleOfTheRfc() {
    assertThat(Blake2s.hash("abc".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(hex("508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"));
  }

  /** RFC 7693 appendix E: all sizes, plain and keyed, folded into one hash. */
  @Test
  void passesTheSelfTestOfTheRfc() {
    Blake2sDigest all = new Blake2sDigest(256);
    for (int size : new int[] {16, 20, 28, 32}) {
      for (int length : new int[] {0, 3, 64, 65, 255, 1024}) {
        byte[] input = sequence(length, length);
        byte[] plain = digest(new Blake2sDigest(size * 8), input, size);
        assertThat(size != 32 || Arrays.equals(plain, Blake2s.hash(input))).isTrue();
        all.update(plain, 0, size);
        byte[] key = sequence(size, size);
        byte[] keyed = digest(new Blake2sDigest(key, size, null, null), input, size);
        assertThat(size != 16 || Arrays.equals(keyed, Blake2s.mac(key, input, 0, length))).isTrue();
        all.update(keyed, 0, size);
      }
    }
    byte[] result = new byte[32];
    all.doFinal(result, 0);
    assertThat(result)
        .isEqualTo(hex("6a411f08ce25adcdfb02aba641451cec53c598b24f4fc787fbdc88797f4c1dfe"));
  }

  /** The numbers of wireguard-go's device/kdf_test.go. */
  @Test
  void derivesAsOtherImplementationsDo() {
    String[][] vectors = {
      {
        "746573742d6b6579",
        "746573742d696e707574",
        "6f0e5ad38daba1bea8a0d213688736f19763239305e0f58aba697f9ffc41c633",
        "df1194df20802a4fe594cde27e92991c8cae66c366e8106aaa937a55fa371e8a",
        "fac6e2745a325f5dc5d11a5b165aad08b0ada28e7b4e666b7c077934a4d76c24"
      },
      {
        "776972656775617264",
        "776972656775617264",
        "491d43bbfdaa8750aaf535e334ecbfe5129967cd64635101c566d4caefda96e8",
        "1e71a379baefd8a79aa4662212fcafe19a23e2b609a3db7d6bcba8f560e3d25f",
        "31e1ae48bddfbe5de38f295e5452b1909a1b4e38e183926af3780b0c1e1f0160"
      },
      {
        "-",
        "-",
        "8387b46bf43eccfcf349552a095d8315c4055beb90208fb1be23b894bc2ed5d0",
        "58a0e5f6faefccf4807bff1f05fa8a9217945762040bcec2f4b4a62bdfe0e86e",
        "0ce6ea98ec548f8e281e93e32db65621c45eb18dc6f0a7ad94178610a2f7338e"
      },
    };
    for (String[] v : vectors) {
      for (int n = 1; n <= 3; n++) {
        byte[][] derived = Kdf.derive(n, hex(v[0]), hex(v[1]));
        assertThat(derived).hasNumberOfRows(n);
        for (int i = 0; i < n; i++) {
          assertThat(derived[i]).isEqualTo(hex(v[2 + i]));
        }
      }
    }
  }

  private static byte[] digest(Blake2sDigest digest, byte[] input, int size) {
    digest.update(input, 0, input.length);
    byte[] result = new byte[size];
    digest.doFinal(result, 0);
    return result;
  }

  private static byte[] sequence(int length, int seed) {
    byte[] out = new byte[length];
    int a = 0xDEAD4BAD * seed;
    int b = 1;
    for (int i = 0; i < length; i++) {
      int t = a + b;
      a = b;
      b = t;
      out[i] = (byte) (t >>> 24);
    }
    return out;
  }
}
