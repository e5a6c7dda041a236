package org.opensearch.protobufs;

/** In place of the gRPC module's; see `QueryBuilderProtoConverter`. */
public class QueryContainer {
  public enum QueryContainerCase {}
}
