package org.opensearch.transport.grpc.spi;

/** In place of the gRPC module's; see `QueryBuilderProtoConverter`. */
public interface QueryBuilderProtoConverterRegistry {}
