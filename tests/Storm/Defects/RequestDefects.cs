using SpotterBot.Decisions;
using SpotterBot.Sessions;

namespace Storm.Defects;

internal sealed class RepeatsCreates : IDefect
{
    public string Name => "repeats-creates";

    public string Summary => "An order whose answer never came is sent once more at once, as if it could not have been carried out.";

    public HttpMessageHandler Handler(HttpMessageHandler inner, World world) => new Twice(inner);

    private sealed class Twice(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await _inner.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (request.Method == HttpMethod.Post)
            {
                return await _inner.SendAsync(request, cancellationToken);
            }
        }
    }
}

internal sealed class ReceiptDropped : IDefect
{
    public string Name => "drops-receipts";

    public string Summary => "That the phone company took a call is not recorded.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
        inner(session, happening is Happening.CallPlaced or Happening.CallFound ? new Happening.TimePassed() : happening, facts, now);
}
