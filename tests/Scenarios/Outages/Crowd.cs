using System.Text.RegularExpressions;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using Simulation;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Outages;

/// <summary>Many callers by text, begun one after the other: at any moment they are in every phase, and no two have waited equally long.</summary>
internal sealed class Crowd
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(8);

    private readonly Scenario _s;
    private readonly List<string> _numbers;
    private readonly HashSet<string> _answered = [];

    public Crowd(Scenario s, int callers)
    {
        _s = s;
        _numbers = [.. Enumerable.Range(0, callers).Select(i => $"+1905556{i:D4}")];
        foreach (var number in _numbers)
        {
            s.Network.Phone(number).Texts("SPOT 5 at " + Walks.Place, Scenario.Line);
            s.Run(Apart);
        }
    }

    /// <summary>Each session as it stands now, with the moment at which its next step is due; the first to be due first.</summary>
    public IReadOnlyList<(Session Session, DateTimeOffset DueUtc)> Standing() => [.. _s.OpenSessions().Select(o => (o.Session, o.Row.NextWakeUtc!.Value)).OrderBy(x => x.Value)];

    /// <summary>Seconds pass in which every caller who is asked answers four seconds later, if they are told to.</summary>
    public void Run(TimeSpan span, bool answer)
    {
        var from = _s.Now;
        for (var second = 0; second < span.TotalSeconds; second++)
        {
            _s.RunSeconds(1);
            if (!answer)
            {
                continue;
            }

            foreach (var text in _s.Network.Messages.Where(m => m.Direction != "inbound" && _numbers.Contains(m.To) && Regex.IsMatch(m.Body, "Are you OK|Still with me")
                && m.CreatedUtc >= from && m.CreatedUtc <= _s.Now - TimeSpan.FromSeconds(4)).ToList())
            {
                if (_answered.Add(text.Sid))
                {
                    _s.Network.Phone(text.To).Texts("1", Scenario.Line);
                }
            }
        }
    }

    /// <summary>When each of these was first ordered of the phone company from then on, by session; requests that were refused do not count.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> First(DateTimeOffset from, Func<RestRequest, Session, bool> what)
    {
        var requests = _s.Network.RestRequests.Where(r => r.Utc >= from && (r.CreatesCall || r.CreatesMessage)).ToList();
        return _s.Sessions()
            .Select(session => (session.Id, Utc: requests.Where(r => IsOf(r, session) && what(r, session)).Select(r => (DateTimeOffset?)r.Utc).FirstOrDefault()))
            .Where(x => x.Utc is not null)
            .ToDictionary(x => x.Id, x => x.Utc!.Value);
    }

    private static bool IsOf(RestRequest request, Session session) => request["StatusCallback"]?.Contains($"/{session.Id}/", StringComparison.Ordinal) == true;
}
