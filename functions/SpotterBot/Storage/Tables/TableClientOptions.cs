using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and policies, as every Azure client has them.</summary>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>The service's version that this client speaks.</summary>
    internal const string Version = "2020-12-06";

    /// <summary>What requests are dated by. The package has no such option: it reads the machine's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal HttpPipeline Build(HttpPipelinePolicy authorization) => HttpPipelineBuilder.Build(new HttpPipelineOptions(this)
    {
        PerRetryPolicies = { authorization },
        RequestFailedDetailsParser = TableErrorParser.Instance,
    });
}
