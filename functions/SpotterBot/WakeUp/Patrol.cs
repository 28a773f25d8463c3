using System.Security.Cryptography;
using System.Text;
using SpotterBot.Places;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.WakeUp;

/// <summary>
/// Goes through the open sessions beside the sweep, which never waits for it: at the start and every ten minutes for wake-ups that are missing, and
/// after a start or a gap for lines whose reports were missed meanwhile. The areas are read in the same round. Reads rows by the page, and sessions only where there is reason to.
/// </summary>
public sealed class Patrol(
    WakeUpIndex index, SessionRows rows, SessionKeeper keeper, AreaBook areas, AreaWatch areaWatch, TimeProvider time, ILogger<Patrol> log)
{
    private const int PageMost = 500;

    /// <summary>So many sessions are looked at without a pause: a small service has caught up before its first wake-up.</summary>
    private const int AtOnce = 200;

    /// <summary>Pages read without a pause: an embedded store answers at once, and would keep the sweep waiting for the whole round.</summary>
    private const int PagesAtOnce = 10;

    private static readonly TimeSpan RepairEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A session with a line open is woken at least this often, to look after it.</summary>
    private static readonly TimeSpan LinesLookedAfter = TimeSpan.FromSeconds(90);

    private DateTimeOffset? _repairedUtc;
    private int _looked;
    private int _running;

    /// <summary>A round is not over yet.</summary>
    public bool IsUnderWay => Volatile.Read(ref _running) == 1;

    /// <param name="missed">Nobody was there for a while.</param>
    public void Begin(DateTimeOffset now, bool missed)
    {
        var repair = _repairedUtc is not { } last || now - last >= RepairEvery;
        if ((repair || missed) && Interlocked.Exchange(ref _running, 1) == 0)
        {
            _repairedUtc = repair ? now : _repairedUtc;
            _looked = 0;
            _ = GoAsync(now, repair, missed);
        }
    }

    private async Task GoAsync(DateTimeOffset now, bool repair, bool missed)
    {
        try
        {
            if (repair)
            {
                await RepairAsync(now);
            }

            if (missed)
            {
                await CatchUpAsync(now);
            }

            if (repair)
            {
                await areas.RefreshAsync();
                await areaWatch.LookAsync(now);
            }
        }
#pragma warning disable CA1031 // A round that fails is followed by the next.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _repairedUtc = null;
            log.PatrolFailed(fault);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async ValueTask RepairAsync(DateTimeOffset now)
    {
        // The index is read after the markers: a session that begins meanwhile has its marker first and would look like one without.
        List<string> open = [];
        await foreach (var id in rows.OpenAsync())
        {
            open.Add(id);
            if (open.Count % (PagesAtOnce * PageMost) == 0)
            {
                await Task.Delay(Pause, time);
            }
        }

        var pages = 0;
        HashSet<long> woken = [];
        await foreach (var page in index.DueAsync(DateTimeOffset.MaxValue.AddTicks(-1), PageMost))
        {
            woken.UnionWith(page.Select(row => Short(row.SessionId)));
            await (++pages % PagesAtOnce == 0 ? Task.Delay(Pause, time) : Task.CompletedTask);
        }

        var missing = 0;
        foreach (var id in open.Where(id => !woken.Contains(Short(id))))
        {
            missing += await LookAsync(id, async () => await rows.RepairAsync(id, now)) ? 1 : 0;
        }

        if (missing > 0)
        {
            log.IndexRepaired(missing);
        }
    }

    /// <summary>
    /// Reports on calls were missed, unless another process took them, and asking twice does no harm. What is due already is the sweep's, which goes by age
    /// and asks the same.
    /// </summary>
    private async ValueTask CatchUpAsync(DateTimeOffset now)
    {
        await foreach (var page in index.DueAsync(now + LinesLookedAfter, PageMost))
        {
            foreach (var row in page.Where(r => r.DueUtc > now))
            {
                await LookAsync(row.SessionId, async () =>
                {
                    await keeper.CatchUpAsync(row.SessionId);
                    return false;
                });
            }
        }
    }

    /// <summary>One session that cannot be read keeps no other waiting; many are looked at without haste.</summary>
    private async ValueTask<bool> LookAsync(string id, Func<ValueTask<bool>> look)
    {
        if (++_looked % AtOnce == 0)
        {
            await Task.Delay(Pause, time);
        }

        try
        {
            return await look();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.WakingFailed(fault, id);
            return false;
        }
    }

    /// <summary>Enough of a session's id to know it by, in a million.</summary>
    private static long Short(string id) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
