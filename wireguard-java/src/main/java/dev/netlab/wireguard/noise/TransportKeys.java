package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.AeadKey;

/** The keys that a finished handshake gives to one side. */
public record TransportKeys(AeadKey sending, AeadKey receiving) {}
