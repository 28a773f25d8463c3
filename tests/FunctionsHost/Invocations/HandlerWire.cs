namespace FunctionsHost.Invocations;

/// <summary>
/// The host's wire to the handler: nobody listening is tried ten times, and so is a connection that broke, unless the body has gone out with it.
/// </summary>
internal sealed class HandlerWire() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
{
    private const int TriesMost = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException fault) when (tries < TriesMost && (request.Content is null || fault.HttpRequestError == HttpRequestError.ConnectionError))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 * tries, 250)), TimeProvider.System, cancellationToken);
            }
        }
    }
}
