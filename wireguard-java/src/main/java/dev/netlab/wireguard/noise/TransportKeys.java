package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.AeadKey;

/** What a finished handshake leaves to one side. */
public record TransportKeys(AeadKey sending, AeadKey receiving) {}
