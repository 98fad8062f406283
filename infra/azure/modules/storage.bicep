// What the bot keeps: tables, queues and blobs, which it makes itself. There are no account keys: only identities are believed.
param name string
param location string
param tags object
param zoneRedundant bool
param principalId string
param privateEndpoints bool
param photoIpRanges string[]
param subnetId string
param zoneIds object
param origin string
param backupDays int
param workspaceId string
param logs bool

// learn.microsoft.com, "Azure built-in roles for Storage": the three Data Contributors. The one of blobs may ask for user delegation keys too, at the scope of
// the account, with which links to photos are signed: Storage Blob Delegator would add nothing.
var roles = {
  table: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  queue: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  blob: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Photos on cards and screens are fetched from the account by whoever looks at them, by links that are signed for some hours.
    publicNetworkAccess: privateEndpoints && empty(photoIpRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      // What deletes old backups is Azure's own, and a firewall holds it up unless trusted services may pass, by their identity and role
      // (learn.microsoft.com, "Azure Blob Storage lifecycle management overview").
      bypass: 'AzureServices'
      defaultAction: privateEndpoints ? 'Deny' : 'Allow'
      ipRules: [for range in photoIpRanges: { value: range, action: 'Allow' }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
      // A screen keeps photos for a night without network, which its browser does only where the account allows the page's address.
      cors: {
        corsRules: [
          {
            allowedOrigins: [origin]
            allowedMethods: ['GET', 'HEAD']
            allowedHeaders: ['*']
            exposedHeaders: ['*']
            maxAgeInSeconds: 3600
          }
        ]
      }
    }
  }
}

// Copies of the tables that lie in the account itself; the lock below holds nobody from deleting blobs.
resource old 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-backups'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['branchbot-backups/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: backupDays } } }
          }
        }
      ]
    }
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' existing = {
  parent: account
  name: 'default'
}

resource keep 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'All that BranchBot knows is here, and tables have no backup of their own.'
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, principalId, role.value)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// Who read or changed what beside the bot (learn.microsoft.com, "Monitor Azure Blob Storage", "Monitor Azure Table storage"): StorageTableLogs, StorageBlobLogs.
var accesses = [for what in ['StorageRead', 'StorageWrite', 'StorageDelete']: { category: what, enabled: true }]

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logs) {
  scope: tables
  name: 'accesses'
  properties: { workspaceId: workspaceId, logs: accesses }
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logs) {
  scope: account::blobs
  name: 'accesses'
  properties: { workspaceId: workspaceId, logs: accesses }
}

module endpoints 'private-endpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: if (privateEndpoints) {
    name: 'storage-${part}'
    params: {
      name: '${name}-${part}'
      location: location
      tags: tags
      subnetId: subnetId
      zoneId: zoneIds[part]
      resourceId: account.id
      groupId: part
    }
  }
]

output account string = account.name
