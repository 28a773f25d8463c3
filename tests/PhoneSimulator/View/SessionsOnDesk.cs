using PhoneCompany;
using PhoneSimulator.Hosting;
using PhoneSimulator.View.Picture;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace PhoneSimulator.View;

/// <summary>The sessions as the program's store has them, read through the program's own services: what the page shows is what is saved.</summary>
public sealed class SessionsOnDesk(ProgramHost program, PhoneNetwork network)
{
    private const int SessionsShown = 4;

    private readonly Lock _gate = new();
    private readonly List<string> _known = [];
    private IReadOnlyList<SessionView> _last = [];

    /// <summary>Those that are open, in their order, then those that were, newest first. While the program or its store is down: what was last seen.</summary>
    public async Task<IReadOnlyList<SessionView>> ReadAsync()
    {
        if (program.Services is not { } services)
        {
            return _last;
        }

        try
        {
            return _last = await ReadAsync(services);
        }
        catch (Exception fault) when (fault is ObjectDisposedException or InvalidOperationException && program.Services != services)
        {
            return _last; // It was stopped between two of the reads.
        }
        catch (IOException)
        {
            return _last;
        }
    }

    /// <summary>The sessions themselves, newest first.</summary>
    public async Task<IReadOnlyList<Session>> SessionsAsync(IServiceProvider services)
    {
        await foreach (var id in services.GetRequiredService<SessionRows>().OpenAsync())
        {
            lock (_gate)
            {
                if (!_known.Contains(id))
                {
                    _known.Add(id);
                }
            }
        }

        string[] known;
        lock (_gate)
        {
            known = [.. _known];
        }

        var keeper = services.GetRequiredService<SessionKeeper>();
        List<Session> sessions = [];
        foreach (var id in known)
        {
            if (await keeper.ReadAsync(id) is { } session)
            {
                sessions.Add(session);
            }
        }

        return [.. sessions.OrderByDescending(s => s.StartedUtc)];
    }

    private async Task<IReadOnlyList<SessionView>> ReadAsync(IServiceProvider services)
    {
        var timing = services.GetRequiredService<SpotterSettings>().Timing;
        var history = services.GetRequiredService<HistoryRows>();
        List<SessionView> views = [];
        var newest = (await SessionsAsync(services)).Take(SessionsShown);
        foreach (var session in newest.OrderBy(s => s.Open ? s.StartedUtc : DateTimeOffset.MaxValue))
        {
            Fact[] facts = [.. (await history.ReadAsync(session.Id)).Select(h => Fact.Of(h.Utc, h.Kind, h.Detail))];
            views.Add(SessionSummary.Of(new PictureFacts(session, timing, facts, PictureFacts.CallsOf(session, network))));
        }

        return views;
    }
}
