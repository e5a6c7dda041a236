package org.opensearch.transport.grpc.spi;

/** In place of the gRPC module's: the k-NN plugin names it when it starts, and uses it only with gRPC, which the tests don't. */
public interface QueryBuilderProtoConverter {}
