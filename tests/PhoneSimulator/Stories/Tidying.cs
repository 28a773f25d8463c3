using Microsoft.Extensions.DependencyInjection;
using PhoneCompany;
using PhoneCompany.People;
using PhoneSimulator.Faults;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;
using PhoneSimulator.View;
using SpotterBot.Decisions.Sessions;
using SpotterBot.People;

namespace PhoneSimulator.Stories;

/// <summary>Leaves the desk ready for the next story: nothing broken, every line down, every session closed, nothing kept about a phone, every phone by hand.</summary>
internal sealed class Tidying(PhoneNetwork network, Phones phones, ProgramHost program, DeskFaults faults, SessionsOnDesk sessions, Manners manners)
{
    /// <summary>Closing takes longest where EMS had confirmed: somebody who could call them off is looked for first.</summary>
    private static readonly TimeSpan ClosedWithin = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Whether there is anything to do.</summary>
    public async Task<bool> IsNeededAsync() =>
        faults.Active.Count > 0 || program.State != ProgramState.Running || network.LiveCalls.Count > 0
        || phones.All.Any(m => manners.Of(m.Number) != Behaviours.ByHand) || (await OpenAsync()).Count > 0
        || (await KeptAboutAsync()).Count > 0;

    public async Task RunAsync(Attention attention)
    {
        faults.MendEverything();
        if (program.State != ProgramState.Running)
        {
            await program.RestartAsync();
        }

        try
        {
            await CloseAsync(attention);
        }
        finally
        {
            foreach (var member in phones.All)
            {
                manners.Set(member, Behaviours.ByHand);
            }
        }
    }

    private async Task CloseAsync(Attention attention)
    {
        foreach (var phone in phones.All.Select(m => network.Phone(m.Number)))
        {
            // Nobody is to be had while sessions are closed: whom the program still looks for it gives up at once.
            phone.Behaviour = Behaviour.Busy;
            HangUp(phone);
        }

        var open = await OpenAsync();
        foreach (var session in open)
        {
            var alone = open.Count(s => s.CallerNumber == session.CallerNumber) == 1;
            network.Phone(session.CallerNumber!).Texts(alone ? "DONE" : $"{session.Letter}7", Cast.Line);
        }

        for (var waited = TimeSpan.Zero; network.LiveCalls.Count > 0 || (await OpenAsync()).Count > 0; waited += LookAgain)
        {
            if (waited >= ClosedWithin)
            {
                throw new TimeoutException("A session stays open");
            }

            // The store tells nobody when a session closes in it.
            await attention.PassAsync(LookAgain);
        }

        // Whoever practised coming back left a place with the service: the next story's caller comes for the first time.
        foreach (var number in await KeptAboutAsync())
        {
            await program.Services!.GetRequiredService<PhoneBook>().ForgetAsync(number);
        }
    }

    private async Task<IReadOnlyList<string>> KeptAboutAsync()
    {
        List<string> kept = [];
        foreach (var number in phones.All.Select(m => m.Number))
        {
            if (program.Services is { } services && (await services.GetRequiredService<PhoneBook>().OfAsync(number)).Places.Count > 0)
            {
                kept.Add(number);
            }
        }

        return kept;
    }

    private static void HangUp(Handset phone)
    {
        while (phone.IncomingCall is not null)
        {
            phone.Rejects();
        }

        while (phone.Call is not null)
        {
            phone.HangsUp();
        }
    }

    /// <summary>Those that a phone on the desk can close by text; somebody who hid their number closes theirs by hand.</summary>
    private async Task<IReadOnlyList<Session>> OpenAsync() => program.Services is { } services
        ? [.. (await sessions.SessionsAsync(services)).Where(s => s is { Open: true, CallerNumber: not null })]
        : [];
}
