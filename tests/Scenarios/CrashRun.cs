using System.Text;
using PhoneCompany.Voice;
using Scenarios.Support;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace Scenarios;

/// <summary>When the process dies, and for how long nobody is there.</summary>
/// <param name="Effect">Dies at this effect on the world; -1: never.</param>
/// <param name="After">The effect still happens, and nobody hears of it.</param>
public readonly record struct Death(int Effect, bool After, int SecondsDead)
{
    public static readonly Death Never = new(-1, false, 0);

    public override string ToString() => $"effect {Effect} {(After ? "after" : "before")}, dead for {SecondsDead} s";
}

/// <summary>One story with one death in it, and what was promised of it.</summary>
public sealed class CrashRun : IDisposable
{
    /// <summary>Beyond bound and time dead: the wake-up of what was left pending (5 s), and the sweep that finds it (1 s).</summary>
    private static readonly TimeSpan FewSeconds = TimeSpan.FromSeconds(6);

    private readonly CrashStory _story;
    private readonly Death _death;
    private IRowStore _store;
    private readonly IProgram _dying;
    private readonly List<string> _broken = [];
    private readonly HashSet<DateTimeOffset> _inCharge = [];
    private readonly Dictionary<string, string> _seen = [];
    private DateTimeOffset? _zero;
    private DateTimeOffset? _okUtc;

    public CrashRun(CrashStory story, Death death, Func<IRowStore>? open = null)
    {
        open ??= OneMemory();
        (_story, _death) = (story, death);
        _store = open();
        S = new Scenario(store: _store);
        S.Program.Kill();
        Life = new Life { DiesAtEffect = death.Effect, DiesAfterEffect = death.After };
        _dying = S.Start(Life);
        Reopen = open;
        story.People(S);
    }

    public Scenario S { get; }

    public Life Life { get; }

    public Session Session => S.Session;

    private Func<IRowStore> Reopen { get; }

    public IReadOnlyList<string> Broken => _broken;

    public CrashRun Go()
    {
        var memory = new CrashMemory(S.Now);
        var end = S.Now + TimeSpan.FromMinutes(_story.Minutes) + TimeSpan.FromSeconds(_death.SecondsDead);
        var restart = new Restart(S, _dying, Life, _death.SecondsDead);
        while (S.Now < end)
        {
            restart.Look(died: Look, before: OpenAnew);
            _story.Second(S, memory);
            S.RunUntil(() => restart.HasJustDied, TimeSpan.FromSeconds(1));
            Look();
        }

        Promises();
        _story.Finally(this);
        return this;
    }

    private void OpenAnew()
    {
        var open = Reopen();
        if (open != _store)
        {
            S.Reopen(_store = open);
        }
    }

    public void Has(string what, bool true_)
    {
        if (!true_)
        {
            _broken.Add($"Not so: {what}.");
        }
    }

    public void Dispose()
    {
        S.Program.Kill();
        (_store as IDisposable)?.Dispose();
    }

    /// <summary>The session as it stands this second.</summary>
    private void Look()
    {
        foreach (var session in S.OpenSessions(_seen))
        {
            if (session.Row is not { WakeKey: { } key } || _store.GetAsync(WakeUpIndex.Table, key.Shard, key.RowKey).AsTask().GetAwaiter().GetResult() is null)
            {
                Note($"{S.Now:HH:mm:ss} the session has no next wake-up.");
            }

            if (session.Session.Incident is { Cause: Cause.MissedCheckIn or Cause.HelpNow } incident)
            {
                _zero ??= incident.ZeroUtc;
                if (incident.Owner is { } owner)
                {
                    _inCharge.Add(owner.AcceptedUtc);
                }
            }

            if (session.Session.LastOkUtc > _zero)
            {
                _okUtc ??= session.Session.LastOkUtc;
            }
        }
    }

    private void Promises()
    {
        var ems = S.Network.Calls.Where(c => c.To == S.Ems.Number || c.To == S.EmsBackup.Number).ToList();
        if (_zero is not { } zero)
        {
            _broken.Add("The miss was never declared.");
            return;
        }

        foreach (var rung in ems.SelectMany(c => c.History.Where(h => h.Status == "ringing")).Select(h => h.Utc))
        {
            _inCharge.Add(rung);
        }

        var limit = zero + Timing.OffLineBound + TimeSpan.FromSeconds(_death.SecondsDead) + FewSeconds;
        if (_inCharge.Count == 0 || _inCharge.Min() > limit)
        {
            _broken.Add($"Nobody in charge and EMS not rung by {limit:HH:mm:ss} (due {zero:HH:mm:ss}), but {(_inCharge.Count == 0 ? "never" : $"at {_inCharge.Min():HH:mm:ss}")}.");
        }

        for (var i = 0; i < ems.Count; i++)
        {
            if (ems.Take(i).FirstOrDefault(other => !(other.EndedUtc <= ems[i].CreatedUtc)) is { } live)
            {
                Note($"{ems[i].CreatedUtc:HH:mm:ss} EMS was dialled while {live.Sid} of {live.CreatedUtc:HH:mm:ss} was live.");
            }

            if (_okUtc is { } ok && ems[i].CreatedUtc > ok)
            {
                Note($"{ems[i].CreatedUtc:HH:mm:ss} EMS was dialled after the OK of {ok:HH:mm:ss}.");
            }
        }

        _broken.AddRange(S.Network.Violations);
        _broken.AddRange(S.Network.Unobserved.Select(u => u.ToString()));
        _broken.AddRange(S.ProgramLog.Where(l => l.Contains(" Error ", StringComparison.Ordinal)));
    }

    private void Note(string broken)
    {
        if (!_broken.Contains(broken))
        {
            _broken.Add(broken);
        }
    }

    private static Func<IRowStore> OneMemory()
    {
        var memory = new MemoryRowStore();
        return () => memory;
    }

    /// <summary>What broke, and in what surroundings, for a failing test to show.</summary>
    public string Report() => new StringBuilder()
        .Append(_story.Name).Append(", ").Append(_death).AppendLine(":")
        .AppendJoin('\n', _broken).ToString();
}
