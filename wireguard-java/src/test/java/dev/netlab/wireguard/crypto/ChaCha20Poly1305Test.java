package dev.netlab.wireguard.crypto;

import static dev.netlab.wireguard.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every way of computing it must agree with: numbers that we did not make. */
abstract class ChaCha20Poly1305Test {
  private final ChaCha20Poly1305 aead = make();

  abstract ChaCha20Poly1305 make();

  /** RFC 8439 section 2.8.2. */
  @Test
  void sealsTheExampleOfTheRfc() {
    byte[] text =
        ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the"
                + " future, sunscreen would be it.")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[text.length + 16];
    aead.seal(
        new AeadKey(hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")),
        hex("070000004041424344454647"),
        hex("50515253c0c1c2c3c4c5c6c7"),
        text,
        0,
        text.length,
        out,
        0);
    assertThat(out)
        .isEqualTo(
            hex(
                "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
                    + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
                    + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
                    + "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"));
  }

  /** RFC 8439 appendix A.5, whose nonce is already four zero bytes and a counter. */
  @Test
  void putsTheCounterIntoTheNonceInLittleEndian() {
    byte[] sealed =
        hex(
            "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb2"
                + "4c6cfc18755d43eea09ee94e382d26b0bdb7b73c321b0100d4f03b7f355894cf"
                + "332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855"
                + "9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4"
                + "b9166c767b804d46a59b5216cde7a4e99040c5a40433225ee282a1b0a06c523e"
                + "af4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a"
                + "0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a10"
                + "49e617d91d361094fa68f0ff77987130305beaba2eda04df997b714d6c6f2c29"
                + "a6ad5cb4022b02709beead9d67890cbb22392336fea1851f38");
    byte[] out = new byte[sealed.length - 16];
    assertThat(
            aead.open(
                new AeadKey(
                    hex("1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0")),
                0x0807060504030201L,
                hex("f33388860000000000004e91"),
                sealed,
                0,
                sealed.length,
                out,
                0))
        .isTrue();
    assertThat(new String(out, StandardCharsets.UTF_8)).startsWith("Internet-Drafts are draft");
  }

  @Test
  void agreesWithWycheproof() {
    List<String[]> vectors = Vectors.read("chacha20_poly1305_test.txt");
    assertThat(vectors).hasSize(316);
    for (String[] v : vectors) {
      byte[] plaintext = hex(v[4]);
      byte[] sealed = hex((v[5] + v[6]).replace("-", ""));
      byte[] opened = new byte[plaintext.length];
      AeadKey key = new AeadKey(hex(v[1]));
      boolean good = aead.open(key, hex(v[2]), hex(v[3]), sealed, 0, sealed.length, opened, 0);
      assertThat(good).as("vector %s", v[0]).isEqualTo(v[7].equals("valid"));
      if (good) {
        assertThat(opened).as("vector %s", v[0]).isEqualTo(plaintext);
        byte[] again = new byte[sealed.length];
        make().seal(key, hex(v[2]), hex(v[3]), plaintext, 0, plaintext.length, again, 0);
        assertThat(again).as("vector %s", v[0]).isEqualTo(sealed);
      }
    }
  }

  @Test
  void worksInPlaceAndOnCopiesOfTheLastMessage() {
    AeadKey key = new AeadKey(new byte[32]);
    byte[] buffer = new byte[100];
    Arrays.fill(buffer, 16, 80, (byte) 7);
    aead.seal(key, 5, buffer, 16, 64, buffer, 16);
    byte[] forged = buffer.clone();
    forged[20] ^= 1;
    assertThat(aead.open(key, 5, forged, 16, 80, forged, 16)).isFalse();
    for (int i = 0; i < 2; i++) {
      byte[] copy = buffer.clone();
      assertThat(aead.open(key, 5, copy, 16, 80, copy, 16)).isTrue();
      assertThat(Arrays.copyOfRange(copy, 16, 80)).containsOnly(7);
    }
  }

  /** The JVM puts machine code in the place of methods that are called often. */
  @Test
  void staysRightOnceCompiled() {
    byte[] bytes = hex("00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210");
    AeadKey key = new AeadKey(bytes);
    ChaCha20Poly1305 other = new ChaCha20Poly1305(new CipherAead());
    Random random = new Random(1);
    byte[] text = new byte[1500];
    random.nextBytes(text);
    byte[] sealed = new byte[text.length + 16];
    byte[] expected = new byte[text.length + 16];
    for (int counter = 0; counter < 30_000; counter++) {
      int length = random.nextInt(text.length);
      byte[] beside = Arrays.copyOf(text, random.nextInt(40));
      aead.seal(key, counter, beside, text, 0, length, sealed, 0);
      other.seal(key, counter, beside, text, 0, length, expected, 0);
      assertThat(Arrays.equals(sealed, 0, length + 16, expected, 0, length + 16)).isTrue();
      assertThat(aead.open(key, counter, beside, sealed, 0, length + 16, sealed, 0)).isTrue();
      assertThat(Arrays.equals(sealed, 0, length, text, 0, length)).isTrue();
      sealed[length] ^= 1;
      assertThat(aead.open(key, counter, beside, sealed, 0, length + 16, sealed, 0)).isFalse();
    }
  }

  @Test
  void rangesBeyondTheArraysAreRefused() {
    AeadKey key = new AeadKey(new byte[32]);
    byte[] room = new byte[64];
    assertThatThrownBy(() -> aead.seal(key, 1, room, 0, 65, room, 0)).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> aead.seal(key, 2, room, 0, 60, room, 0)).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> aead.open(key, 3, room, 32, 48, room, 0))
        .isInstanceOf(Exception.class);
  }
}
