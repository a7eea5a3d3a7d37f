/**
 * The handshake Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s: tokens and transcript, without WireGuard's
 * message headers. Begin at {@link dev.netlab.wireguard.noise.HandshakeInitiator}. Begin at {@link
 * dev.netlab.wireguard.noise.HandshakeInitiator}.
 */
@NullMarked
package dev.netlab.wireguard.noise;

import org.jspecify.annotations.NullMarked;
