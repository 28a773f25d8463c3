using System.Net;
using System.Web;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Sessions;

namespace Storm.Defects;

/// <summary>Something of the dead man's switch that is decided and not wanted.</summary>
internal sealed class SwitchForgets(string name, int breaks, string summary, Func<Session, Intent, bool> what) : IDefect
{
    public static readonly IReadOnlyList<SwitchForgets> All =
    [
        new("switch-not-renewed", 1, "The caller's text at the phone company is made once, and not again while it lies there.", (session, intent) => intent is Intent.ScheduleText && !session.Switch.Texts.IsEmpty),
        new("switch-not-taken-back", 10, "Nobody takes the caller's text back from the phone company.", (_, intent) => intent is Intent.CallOffText),
        new("switch-false-and-not-said", 10, "Who was told that contact is lost never hears that we are here.", (_, intent) => intent is Intent.SendText { Text.Key: LineKey.SwitchFalseText or LineKey.SwitchFalseClosedText }),
    ];

    public string Name => name;

    public int Breaks => breaks;

    public string Summary => summary;

    public bool NeedsSwitch => true;

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return decision with { Session = decision.Session with { Pending = decision.Session.Pending.RemoveAll(p => what(session, p.Intent)) } };
    };
}

internal sealed class NoSwitchForCoordinators : IDefect
{
    public string Name => "no-switch-for-coordinators";

    public int Breaks => 1;

    public string Summary => "The coordinators' texts for later never get to the phone company.";

    public bool NeedsSwitch => true;

    public HttpMessageHandler Handler(HttpMessageHandler inner, World world) => new Swallowing(inner, world);

    private sealed class Swallowing(HttpMessageHandler inner, World world) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = HttpUtility.ParseQueryString(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            return form["SendAt"] is not null && world.IsCoordinator(form["To"] ?? "")
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : await _inner.SendAsync(request, cancellationToken);
        }
    }
}
