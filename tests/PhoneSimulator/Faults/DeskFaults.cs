using System.Net;
using PhoneCompany.Faults;

namespace PhoneSimulator.Faults;

/// <summary>What can be broken at the desk, for as long as the visitor likes.</summary>
public enum Fault
{
    /// <summary>Every REST request of the program is refused with 503.</summary>
    PhoneCompanyDown,

    /// <summary>No request of the phone company reaches the program.</summary>
    WebhooksLost,

    /// <summary>Every call of the program to its store fails.</summary>
    StoreDown,
}

/// <summary>What is broken now.</summary>
public sealed class DeskFaults(FaultInjector company)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Fault, IDisposable?> _active = [];

    /// <summary>Raised on the thread that broke or mended something.</summary>
    public event EventHandler? Changed;

    public IReadOnlyList<Fault> Active
    {
        get
        {
            lock (_gate)
            {
                return [.. _active.Keys.Order()];
            }
        }
    }

    public bool Is(Fault fault)
    {
        lock (_gate)
        {
            return _active.ContainsKey(fault);
        }
    }

    public void Set(Fault fault, bool broken)
    {
        lock (_gate)
        {
            if (broken && !_active.ContainsKey(fault))
            {
                _active[fault] = Break(fault);
            }
            else if (!broken && _active.Remove(fault, out var rule))
            {
                rule?.Dispose();
            }
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void MendEverything()
    {
        foreach (var fault in Active)
        {
            Set(fault, broken: false);
        }
    }

    private IDisposable? Break(Fault fault) => fault switch
    {
        Fault.PhoneCompanyDown => company.OnRest(_ => true, RestFault.Status(HttpStatusCode.ServiceUnavailable)),
        Fault.WebhooksLost => company.OnWebhook(_ => true, WebhookFault.Drop()),
        _ => null, // The store asks for itself.
    };
}
