using SpotterBot.Decisions;
using SpotterBot.Sessions;

namespace Storm.Defects;

internal sealed class RepeatsCreates : IDefect
{
    public string Name => "repeats-creates";

    public int Breaks => 8;

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

    public int Breaks => 4;

    public string Summary => "What the phone company says of a call to EMS is not recorded before it is over.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
        inner(session, LegOf(happening is Happening.OfTry tried ? tried.What : happening) is { } leg && session.Leg(leg) is { Who.Kind: PartyKind.Ems } ? new Happening.TimePassed() : happening, facts, now);

    private static string? LegOf(Happening happening) => happening switch
    {
        Happening.CallPlaced placed => placed.LegId,
        Happening.CallFound found => found.LegId,
        Happening.CallStatus { State: not SpotterBot.Decisions.Sessions.LegState.Ended } status => status.LegId,
        _ => null,
    };
}
