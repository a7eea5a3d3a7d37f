package dev.netlab.wireguard.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.Kdf;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The vector Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s of the cacophony set. */
class IKpsk2Test {
  private static final byte[] PROLOGUE = hex("4a6f686e2047616c74");
  private static final Secret PSK =
      Secret.parseHex("54686973206973206d7920417573747269616e20706572737065637469766521");
  private static final String[][] MESSAGES = {
    {
      "4c756477696720766f6e204d69736573",
      "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944001e21de9f98ddd8e2ad57"
          + "527207feb56253c9c94a9e496782ecfcb2a75fbcaf1b52948cc48daefe660c62119ab5000980c84831"
          + "215f2441eba616548e832985464cf17e51ee93109008399a21f7e13f"
    },
    {
      "4d757272617920526f746862617264",
      "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843cb765f2caef0751b8f0075"
          + "72dab0322217755c0632f365717edbf34d33e87a"
    },
    {"462e20412e20486179656b", "8153ca9833bc3c1b91a7e66e5f4d4f5b59bf9e64c2f20d15f0bba7"},
    {"4361726c204d656e676572", "07af0c9c86e1b4e80f36b04ff7688d51141af3debd0332f0a705ef"},
    {
      "4a65616e2d426170746973746520536179",
      "6ab1467c0448cc78394494abaaf23afce0e234315d6e2624dcbfa8a21c1c4d073d"
    },
    {
      "457567656e2042f6686d20766f6e2042617765726b",
      "dfc346c0d2296ae6cf1acf6f12b8456a1dba228cf8d8b774aacf1c47fc53aa80ebc7a4c292"
    },
  };

  private final ChaCha20Poly1305 aead = new ChaCha20Poly1305();
  private final StaticIdentity initiator =
      StaticIdentity.of(
          Secret.parseHex("e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1"));
  private final StaticIdentity responder =
      StaticIdentity.of(
          Secret.parseHex("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893"));
  private final Secret staticStatic =
      Objects.requireNonNull(Curve25519.sharedSecret(initiator.secret(), responder.publicKey()));

  @Test
  void saysWhatTheVectorSays() {
    assertThat(responder.publicKey().toHex())
        .isEqualTo("31e0303fd6418d2f8c0e78b91f22e8caed0fbe48656dcf4767e4834f701b8f62");
    HandshakeInitiator first = start(hex(MESSAGES[0][0]));
    assertThat(first.message()).isEqualTo(hex(MESSAGES[0][1]));

    HandshakeResponder second = answer(first);
    assertThat(second.initiator()).isEqualTo(initiator.publicKey());
    assertThat(second.readPayload(staticStatic)).isEqualTo(hex(MESSAGES[0][0]));
    byte[] answer =
        second.respond(
            Secret.parseHex("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b"),
            PSK,
            hex(MESSAGES[1][0]));
    assertThat(answer).isEqualTo(hex(MESSAGES[1][1]));
    assertThat(second.transcriptHash())
        .isEqualTo(hex("f5191b875290abcd41347ac3622d9679688a7e980229cb937ef748336cfde0e5"));

    TransportKeys mine = Objects.requireNonNull(first.finish(Objects.requireNonNull(answer), PSK));
    TransportKeys theirs = second.split();
    for (int i = 2; i < MESSAGES.length; i++) {
      byte[] plaintext = hex(MESSAGES[i][0]);
      byte[] sealed = new byte[plaintext.length + 16];
      AeadKey key = i % 2 == 0 ? mine.sending() : theirs.sending();
      aead.seal(key, i / 2 - 1, plaintext, 0, plaintext.length, sealed, 0);
      assertThat(sealed).isEqualTo(hex(MESSAGES[i][1]));
      AeadKey other = i % 2 == 0 ? theirs.receiving() : mine.receiving();
      byte[] opened = new byte[plaintext.length];
      assertThat(aead.open(other, i / 2 - 1, sealed, 0, sealed.length, opened, 0)).isTrue();
      assertThat(opened).isEqualTo(plaintext);
    }
  }

  @Test
  void aForgedResponseDoesNotEndTheHandshake() {
    HandshakeInitiator first = start(new byte[12]);
    HandshakeResponder second = answer(first);
    assertThat(second.readPayload(staticStatic)).isNotNull();
    byte[] answer =
        Objects.requireNonNull(
            second.respond(Secret.parseHex("bb".repeat(32)), Secret.zero(), new byte[0]));
    byte[] forged = answer.clone();
    forged[40] ^= 1;
    assertThat(first.finish(forged, Secret.zero())).isNull();
    assertThat(first.finish(answer, PSK)).isNull();
    assertThat(first.finish(answer, Secret.zero())).isNotNull();
  }

  @Test
  void pointsOfLowOrderAreRefusedInEveryPlace() {
    PublicKey zero = PublicKey.copyOf(new byte[32], 0);
    assertThat(Curve25519.sharedSecret(initiator.secret(), zero)).isNull();
    assertThat(
            HandshakeInitiator.start(
                aead,
                PROLOGUE,
                initiator,
                zero,
                Secret.zero(),
                Secret.parseHex("11".repeat(32)),
                new byte[12]))
        .isNull();
    assertThat(HandshakeResponder.begin(aead, PROLOGUE, responder, new byte[108])).isNull();
    assertThat(start(new byte[12]).finish(new byte[48], Secret.zero())).isNull();
  }

  /** Each message is sealed as if the shared secret of the point of low order were right. */
  @Test
  void messagesWithPointsOfLowOrderAreRefusedThoughAuthentic() {
    PublicKey zero = PublicKey.copyOf(new byte[32], 0);
    SymmetricState forged = new SymmetricState(aead, PROLOGUE, responder.publicKey());
    forged.mixEphemeral(zero);
    forged.mixKey(Secret.zero());
    byte[] sealedStatic = forged.encryptAndHash(initiator.publicKey().bytes());
    forged.mixKey(staticStatic);
    byte[] message = Bytes.concat(zero.bytes(), sealedStatic, forged.encryptAndHash(new byte[12]));
    assertThat(HandshakeResponder.begin(aead, PROLOGUE, responder, message)).isNull();

    Secret ephemeral = Secret.parseHex("11".repeat(32));
    HandshakeInitiator nobody =
        Objects.requireNonNull(
            HandshakeInitiator.start(
                aead,
                PROLOGUE,
                new StaticIdentity(Secret.zero(), zero),
                responder.publicKey(),
                Secret.zero(),
                ephemeral,
                new byte[12]));
    HandshakeResponder answering = answer(nobody);
    assertThat(answering.readPayload(Secret.zero())).isNotNull();
    assertThat(answering.respond(Secret.parseHex("22".repeat(32)), PSK, new byte[0])).isNull();

    HandshakeInitiator first = start(new byte[12]);
    SymmetricState other = new SymmetricState(aead, PROLOGUE, responder.publicKey());
    PublicKey theirs = PublicKey.copyOf(first.message(), 0);
    other.mixEphemeral(theirs);
    other.mixKey(Objects.requireNonNull(Curve25519.sharedSecret(responder.secret(), theirs)));
    assertThat(other.decryptAndHash(Arrays.copyOfRange(first.message(), 32, 80))).isNotNull();
    other.mixKey(staticStatic);
    assertThat(other.decryptAndHash(Arrays.copyOfRange(first.message(), 80, 108))).isNotNull();
    other.mixEphemeral(zero);
    other.mixKey(Secret.zero());
    other.mixKey(Secret.zero());
    other.mixPresharedKey(PSK);
    byte[] response = Bytes.concat(zero.bytes(), other.encryptAndHash(new byte[0]));
    assertThat(first.finish(response, PSK)).isNull();
  }

  @Test
  void bothSidesZeroWhatWouldGiveTheKeysAgain() {
    Secret ephemeral = Secret.parseHex("11".repeat(32));
    HandshakeInitiator first = start(ephemeral, new byte[12]);
    HandshakeResponder second = answer(first);
    assertThat(second.readPayload(staticStatic)).isNotNull();
    Secret theirs = Secret.parseHex("22".repeat(32));
    byte[] answer = Objects.requireNonNull(second.respond(theirs, PSK, new byte[0]));
    assertThat(theirs.isZero()).isTrue();
    assertThat(second.split()).isNotNull();
    assertThat(second.transcriptHash()).containsOnly(0);
    assertThat(first.finish(answer, PSK)).isNotNull();
    assertThat(ephemeral.isZero()).isTrue();

    SymmetricState state = new SymmetricState(aead, PROLOGUE, responder.publicKey());
    state.mixKey(staticStatic);
    state.wipe();
    byte[][] nothing = Kdf.derive(2, new byte[32], new byte[0]);
    assertThat(state.split()).isDeepEqualTo(nothing);
  }

  private HandshakeInitiator start(byte[] payload) {
    return start(
        Secret.parseHex("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a"),
        payload);
  }

  private HandshakeInitiator start(Secret ephemeral, byte[] payload) {
    return Objects.requireNonNull(
        HandshakeInitiator.start(
            aead, PROLOGUE, initiator, responder.publicKey(), staticStatic, ephemeral, payload));
  }

  private HandshakeResponder answer(HandshakeInitiator to) {
    return Objects.requireNonNull(
        HandshakeResponder.begin(aead, PROLOGUE, responder, to.message()));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
