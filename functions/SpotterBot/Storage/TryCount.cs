using Azure.Core;
using Azure.Core.Pipeline;

namespace SpotterBot.Storage;

/// <summary>How often a request really went out. The pipeline repeats requests below its caller, who would not know.</summary>
internal sealed class TryCount
{
    private const string Property = "SpotterBot.Tries";

    public int Count { get; private set; }

    /// <summary>Requests made by the caller until the end of this are counted here.</summary>
    public IDisposable Begin() => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?>(StringComparer.Ordinal) { [Property] = this });

    /// <summary>Stands behind the retries and the authorization.</summary>
    public sealed class Policy : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.TryGetProperty(Property, out var value) && value is TryCount tries)
            {
                tries.Count++;
            }
        }
    }
}
