namespace SpotterBot.Telephony;

/// <summary>
/// Puts the pipelines into the client's handler chain. The answer's body is read here, inside the pipeline: a body that stalls is part of
/// the request's time, and one that breaks off is part of its failure.
/// </summary>
internal sealed class ResilienceHandler(TwilioPipelines pipelines) : DelegatingHandler
{
    /// <summary>A page of a thousand calls has about 1.5 MB.</summary>
    private const long LargestBody = 4 * 1024 * 1024;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        pipelines.SendAsync(request.GetKind(), token => AttemptAsync(request, token), cancellationToken);

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
