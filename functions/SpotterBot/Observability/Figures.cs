using System.Diagnostics.Metrics;

namespace SpotterBot.Observability;

/// <summary>The program in numbers. Every label is a word of a short list: no id, and nothing of anybody's.</summary>
public sealed class Figures
{
    /// <summary>Finest where the clock of the ladder ticks; 105 and 150 are the bounds.</summary>
    private static readonly InstrumentAdvice<double> ToHelp = new() { HistogramBucketBoundaries = [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 300, 600] };

    private static readonly InstrumentAdvice<double> ToWake = new() { HistogramBucketBoundaries = [0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 15, 30, 60, 300] };

    private readonly Counter<long> _checkInsDue;
    private readonly Counter<long> _checkInsMissed;
    private readonly Counter<long> _rungs;
    private readonly Counter<long> _incidents;
    private readonly Counter<long> _sends;
    private readonly Counter<long> _intentsOverdue;
    private readonly Counter<long> _webhooksFailed;
    private readonly Counter<long> _sweeps;
    private readonly Histogram<double> _wakeUpLateness;
    private readonly Histogram<double> _dueToPerson;
    private readonly Histogram<double> _dueToEms;

    public Figures(IMeterFactory meters)
    {
        var meter = meters.Create(Names.Meter);
        _checkInsDue = meter.CreateCounter<long>(Names.CheckInsDue, "{check-in}", "Check-ins that were asked.");
        _checkInsMissed = meter.CreateCounter<long>(Names.CheckInsMissed, "{check-in}", "Check-ins that nobody answered.");
        _rungs = meter.CreateCounter<long>(Names.Rungs, "{rung}", "Rungs of the ladder: somebody on it was rung, or it was empty.");
        _incidents = meter.CreateCounter<long>(Names.Incidents, "{incident}", "Incidents that are over: who said that all is well, and how far EMS was reached.");
        _sends = meter.CreateCounter<long>(Names.Sends, "{send}", "Calls and texts ordered from the phone company.");
        _intentsOverdue = meter.CreateCounter<long>(Names.IntentsOverdue, "{intent}", "Intents whose claim ran out before anything was known of them.");
        _webhooksFailed = meter.CreateCounter<long>(Names.WebhooksFailed, "{webhook}", "Webhooks that were answered with an excuse.");
        _sweeps = meter.CreateCounter<long>(Names.Sweeps, "{sweep}", "Looks for sessions that are due.");
        _wakeUpLateness = meter.CreateHistogram(Names.WakeUpLateness, "s", "From the moment a session was to be woken until it was.", null, ToWake);
        _dueToPerson = meter.CreateHistogram(Names.DueToPerson, "s", "From the moment a check-in was due, or help was asked for, until a person was in charge.", null, ToHelp);
        _dueToEms = meter.CreateHistogram(Names.DueToEms, "s", "From the moment a check-in was due, or help was asked for, until EMS rang.", null, ToHelp);
    }

    public void CheckInDue(string mode) => _checkInsDue.Add(1, Label("mode", mode));

    public void CheckInMissed() => _checkInsMissed.Add(1);

    public void Rung(string rung, string result) => _rungs.Add(1, Label("rung", rung), Label("result", result));

    public void IncidentClosed(string cause, string end, string ems) => _incidents.Add(1, Label("cause", cause), Label("end", end), Label("ems", ems));

    public void PersonInCharge(double seconds, string cause, string mode, string reached) =>
        _dueToPerson.Record(seconds, Label("cause", cause), Label("mode", mode), Label("reached", reached));

    public void EmsRings(double seconds, string cause, string mode, string reached) =>
        _dueToEms.Record(seconds, Label("cause", cause), Label("mode", mode), Label("reached", reached));

    public void Woken(TimeSpan late) => _wakeUpLateness.Record(late.TotalSeconds);

    public void Swept(string result) => _sweeps.Add(1, Label("result", result));

    public void Sent(string operation, string result) => _sends.Add(1, Label("operation", operation), Label("result", result));

    public void IntentOverdue(string intent) => _intentsOverdue.Add(1, Label("intent", intent));

    public void WebhookFailed(string webhook, string why) => _webhooksFailed.Add(1, Label("webhook", webhook), Label("why", why));

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
