using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios;

/// <summary>
/// A session as its people live it: they go by what reaches them and send a text again when nothing comes back, so that it holds
/// whatever dies on the other side.
/// </summary>
/// <param name="Minutes">How long it is followed.</param>
/// <param name="People">How phones answer by themselves.</param>
/// <param name="Second">What somebody does of their own accord, asked every second.</param>
/// <param name="Finally">What must have come of it.</param>
public sealed record CrashStory(string Name, double Minutes, Action<Scenario> People, Action<Scenario, CrashMemory> Second, Action<CrashRun> Finally)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<CrashStory> All { get; } =
    [
        new(
            "a peer accepts, ems confirms", 6,
            s =>
            {
                s.Caller.Is(Behaviour.NoAnswer);
                s.PeerA.Is(Behaviour.Person(Soon, Accepts, Reaction.Hearing("confirmed", p => p.Presses("*"), TimeSpan.FromSeconds(20)), SaysOk));
                s.PeerB.Is(Behaviour.NoAnswer);
                s.Ems.Is(ConfirmingDesk);
                s.EmsBackup.Is(ConfirmingDesk);
            },
            (s, m) =>
            {
                Starts(s, m, "SPOT 1 at 12 Main St, Hamilton");
                AnswersFirstCheckIn(s, m);
            },
            r =>
            {
                r.Has("EMS heard the place", r.S.Ems.Phone.HasHeard("12 Main St") || r.S.EmsBackup.Phone.HasHeard("12 Main St"));
                r.Has("EMS confirmed", r.Session.Incident is null or { Ems.ConfirmedUtc: not null });
                r.Has("a peer took it", r.S.PeerA.Phone.HasHeard("It's yours") || r.S.PeerB.Phone.HasHeard("It's yours"));
            }),
        new(
            "nobody answers, ems confirms", 4.5,
            s =>
            {
                s.Caller.Is(Behaviour.NoAnswer);
                s.PeerA.Is(Behaviour.NoAnswer);
                s.PeerB.Is(Behaviour.Voicemail(Soon));
                s.Ems.Is(ConfirmingDesk);
                s.EmsBackup.Is(ConfirmingDesk);
            },
            (s, m) => Starts(s, m, "SPOT 1 at 12 Main St, Hamilton"),
            r =>
            {
                r.Has("EMS heard the place", r.S.Ems.Phone.HasHeard("12 Main St") || r.S.EmsBackup.Phone.HasHeard("12 Main St"));
                r.Has("EMS confirmed", r.Session.Incident is { Ems.ConfirmedUtc: not null });
                r.Has("voicemail heard no place", !r.S.PeerB.Phone.HasHeard("Main"));
            }),
        new(
            "help now", 3,
            s =>
            {
                s.Caller.Is(Behaviour.NoAnswer);
                s.PeerA.Is(Behaviour.NoAnswer);
                s.PeerB.Is(Behaviour.Busy);
                s.Ems.Is(ConfirmingDesk);
                s.EmsBackup.Is(ConfirmingDesk);
            },
            (s, m) =>
            {
                Starts(s, m, "SPOT 5 at 12 Main St, Hamilton");
                if (s.Now - m.BeganUtc > TimeSpan.FromSeconds(40))
                {
                    m.Insists(s, "9", "getting people|calling people");
                }
            },
            r => r.Has("EMS confirmed", r.Session.Incident is { Ems.ConfirmedUtc: not null })),
        new(
            "standing down while ems listens", 5,
            s =>
            {
                s.Caller.Is(Behaviour.NoAnswer);
                s.PeerA.Is(Behaviour.NoAnswer);
                s.PeerB.Is(Behaviour.NoAnswer);
                var listening = Behaviour.Person(Soon, Reaction.Hearing("Press 1 to close", p => p.Presses("1"), times: 9));
                s.Ems.Is(listening);
                s.EmsBackup.Is(listening);
            },
            (s, m) =>
            {
                Starts(s, m, "SPOT 1 at 12 Main St, Hamilton");
                if (s.Network.LiveCalls.Any(c => (c.To == s.Ems.Number || c.To == s.EmsBackup.Number) && c.AnsweredUtc < s.Now - TimeSpan.FromSeconds(5)))
                {
                    m.Due(s, "1");
                }

                if (m.IsDue("1"))
                {
                    m.Insists(s, "1", "Good to hear from you|Next one in|Thanks");
                }
            },
            r =>
            {
                r.Has("the caller was heard", r.Session.LastOkUtc is not null);
                r.Has("EMS was told, or a person was rung to tell them",
                    r.S.Ems.Phone.HasHeard("No ambulance is asked for") || r.S.EmsBackup.Phone.HasHeard("No ambulance is asked for")
                    || r.S.Coordinator.Phone.Inbox.Any(t => t.Body.Contains("crew may not know", StringComparison.Ordinal)));
            }),
        new(
            "called each time", 8.5,
            s =>
            {
                s.Caller.Is(Behaviour.NoAnswer);
                s.PeerA.Is(Behaviour.Person(Soon));
                s.PeerB.Is(Behaviour.NoAnswer);
                s.Ems.Is(ConfirmingDesk);
                s.EmsBackup.Is(ConfirmingDesk);
            },
            CallsInThenHangsUp,
            r => r.Has("EMS confirmed", r.Session.Incident is { Ems.ConfirmedUtc: not null })),
    ];

    /// <summary>A dispatch desk that presses 1, however often it is called.</summary>
    public static Behaviour ConfirmingDesk => Behaviour.PersonSaying(
        Soon, "911, what is your emergency?",
        Reaction.Hearing("Press 1 or say got it", p => p.Presses("1"), times: 9),
        Reaction.Hearing("Confirmed, thank you", p => p.HangsUp(), TimeSpan.FromSeconds(30)),
        Reaction.Hearing("Press 1 to close", p => p.Presses("1"), times: 9));

    private static Reaction Accepts => Reaction.Hearing("Press 1 to take it", p => p.Presses("1"), times: 9);

    private static Reaction SaysOk => Reaction.Hearing("1 they are OK", p => p.Presses("1"), times: 9);

    public override string ToString() => Name;

    private static void Starts(Scenario s, CrashMemory m, string words) => m.Insists(s, words, "I'm with you|We're already at it");

    private static void AnswersFirstCheckIn(Scenario s, CrashMemory m)
    {
        if (s.Caller.Phone.Inbox.Any(t => t.Body.Contains("Still with me", StringComparison.Ordinal) && t.Utc < s.Now - TimeSpan.FromSeconds(5)))
        {
            m.Due(s, "1");
        }

        if (m.IsDue("1"))
        {
            m.Insists(s, "1", "Next one in|Good to hear from you");
        }
    }

    /// <summary>Dials until the watch has begun, hangs up, gives the place by text, answers one call and no more.</summary>
    private static void CallsInThenHangsUp(Scenario s, CrashMemory m)
    {
        var phone = s.Caller.Phone;
        if (!m.IsDue("started"))
        {
            phone.Behaviour = Behaviour.PersonSaying(
                Soon, "", Reaction.Hearing("Press 1 and I start now", p => p.Presses("1")), Reaction.Hearing("You're back", p => p.Presses("1")));
            if (phone.HasHeard("I'm with you from now|You're back"))
            {
                m.Due(s, "started");
            }
            else if (phone.IsIdle && (s.Now - m.BeganUtc).TotalSeconds % 15 < 1)
            {
                phone.PlacesCall(Scenario.Line);
            }
        }
        else if (!m.IsDue("hung up"))
        {
            if (phone.IsIdle || s.Now > m.WhenDue("started") + TimeSpan.FromSeconds(12))
            {
                m.Due(s, "hung up");
                if (!phone.IsIdle)
                {
                    phone.HangsUp();
                }

                phone.Behaviour = Behaviour.PersonSaying(
                    Soon, "", Reaction.Hearing("Press 1", p => p.Presses("1")), Reaction.Hearing("Anything else|Bye", p => p.HangsUp()));
            }
        }
        else
        {
            m.Insists(s, "AT 12 Main St, Hamilton", "Got it: Hamilton");
            if (phone.HasHeard("Thanks. Next one in") && phone.IsIdle)
            {
                phone.Behaviour = Behaviour.NoAnswer;
            }
        }
    }
}

/// <summary>What a person in a story remembers.</summary>
public sealed class CrashMemory(DateTimeOffset beganUtc)
{
    private readonly Dictionary<string, (DateTimeOffset Utc, int Inbox)> _sent = [];
    private readonly Dictionary<string, DateTimeOffset> _due = [];

    public DateTimeOffset BeganUtc { get; } = beganUtc;

    /// <summary>From now on.</summary>
    public void Due(Scenario s, string what) => _due.TryAdd(what, s.Now);

    public bool IsDue(string what) => _due.ContainsKey(what);

    public DateTimeOffset WhenDue(string what) => _due[what];

    /// <summary>Texts it, and again every twelve seconds until an answer like this has come since the first time.</summary>
    public void Insists(Scenario s, string words, string answer)
    {
        var first = _sent.TryGetValue(words, out var sent) ? sent.Inbox : s.Caller.Phone.Inbox.Count;
        if (sent.Utc > s.Now - TimeSpan.FromSeconds(12)
            || s.Caller.Phone.Inbox.Skip(first).Any(t => System.Text.RegularExpressions.Regex.IsMatch(t.Body, answer)))
        {
            return;
        }

        _sent[words] = (s.Now, first);
        s.Caller.Phone.Texts(words, Scenario.Line);
    }
}
